import type { Level, Summary } from '../../../../src/report/report';
import { LEVEL_ORDER, LEVEL_WORDS } from '../words/levels';

interface Props {
  summary: Summary;
  chosen: readonly Level[];
  onChange: (levels: Level[]) => void;
}

/** One switch per level with its count; none pressed means all. */
export function LevelFilter({ summary, chosen, onChange }: Props) {
  return (
    <div role="group" aria-label="Levels" className="row">
      {LEVEL_ORDER.map((level) => {
        const isChosen = chosen.includes(level);
        return (
          <button
            key={level}
            type="button"
            className={`level-switch level-${level}`}
            aria-pressed={isChosen}
            title={LEVEL_WORDS[level].meaning}
            onClick={() => onChange(isChosen ? chosen.filter((other) => other !== level) : [...chosen, level])}
          >
            <span className="dot" aria-hidden="true" />
            {LEVEL_WORDS[level].name} <span className="count">{summary[level]}</span>
          </button>
        );
      })}
    </div>
  );
}
