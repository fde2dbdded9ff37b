import type { Summary } from '../../../../src/report/report';
import { linkTo } from '../route';
import { LEVEL_ORDER, LEVEL_WORDS } from '../words/levels';
import { LevelLozenge } from './level-lozenge';

/** The count of each level, worst first; each leads to its findings. */
export function LevelTiles({ summary }: { summary: Summary }) {
  return (
    <ul className="level-tiles">
      {LEVEL_ORDER.map((level) => (
        <li key={level}>
          <a className="level-tile" href={linkTo('findings', null, { level })} title={LEVEL_WORDS[level].meaning}>
            <span className={summary[level] === 0 ? 'count none' : 'count'}>{summary[level].toLocaleString('en')}</span>
            <span>
              <LevelLozenge level={level} />
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
