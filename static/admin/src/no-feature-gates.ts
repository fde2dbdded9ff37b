/**
 * Stands in for Atlaskit's client of Atlassian's feature service, which only Atlassian's own products can reach.
 * Every switch keeps its default, and the client, a sixth of the page, is not shipped.
 */
const noFeatureGates = {
  checkGate: (): boolean => false,
  initializeCompleted: (): boolean => false,
  getExperimentValue: <Value>(_experiment: string, _parameter: string, fallback: Value): Value => fallback,
};

export default noFeatureGates;
