import Lozenge from '@atlaskit/lozenge';
import type { Level } from '../../../../src/report/report';
import { LEVEL_WORDS } from '../words/levels';

export function LevelLozenge({ level }: { level: Level }) {
  const { name, appearance } = LEVEL_WORDS[level];
  return <Lozenge appearance={appearance}>{name}</Lozenge>;
}
