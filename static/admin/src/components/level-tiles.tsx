import type { Summary } from '../../../../src/report/report';
import { linkTo } from '../route';
import { LEVEL_ORDER, LEVEL_WORDS } from '../words/levels';
import { LevelLozenge } from './level-lozenge';

interface Props {
  /** Rules by their worst finding. */
  rules: Summary;
  findings: Summary;
}

/** How many rules are of each level, worst first, and how many findings; each leads to its findings. */
export function LevelTiles({ rules, findings }: Props) {
  return (
    <ul className="level-tiles">
      {LEVEL_ORDER.map((level) => (
        <li key={level}>
          <a className="level-tile" href={linkTo('findings', null, { level })} title={LEVEL_WORDS[level].meaning}>
            <span className={rules[level] === 0 ? 'count none' : 'count'}>
              {rules[level].toLocaleString('en')}
              <span className="visually-hidden">{rules[level] === 1 ? ' rule' : ' rules'}</span>
            </span>
            <span>
              <LevelLozenge level={level} />
            </span>
            <span className="cell-sub">
              {findings[level].toLocaleString('en')} {findings[level] === 1 ? 'finding' : 'findings'}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
