import Heading from '@atlaskit/heading';
import { useLoad } from './use-load';
import { FailureMessage, Waiting } from './components/loaded';
import { Shell } from './shell';

/** The whole page: asks once who it is for and what there is, then shows it. */
export function App() {
  const { load, reload } = useLoad('getOverview', {});
  if (load.state === 'ready') {
    return <Shell overview={load.value} onChanged={reload} />;
  }
  return (
    <main className="page">
      <Heading size="large" as="h1">
        Automation Token Watch
      </Heading>
      {load.state === 'loading' ? (
        <Waiting label="Loading Automation Token Watch" />
      ) : (
        <FailureMessage failure={load.failure} onRetry={reload} />
      )}
    </main>
  );
}
