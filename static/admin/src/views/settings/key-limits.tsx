import { Message } from '../../components/message';

/** What an organization key that works may not read. */
export function KeyLimits({ limits }: { limits: readonly string[] }) {
  return limits.length === 0 ? null : (
    <Message appearance="warning" title="The key works, but may not read everything" isAnswer>
      <ul className="bullets">
        {limits.map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
      </ul>
    </Message>
  );
}
