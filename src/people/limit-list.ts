/** Plain sentences about one source, the first of them in full and the rest as a number: a report is to be read. */
export interface LimitList {
  add(sentence: string): void;
  toArray(): string[];
}

const IN_FULL = 25;

export function createLimitList(place: string): LimitList {
  const sentences: string[] = [];
  let more = 0;
  return {
    add: (sentence) => {
      if (sentences.length < IN_FULL) {
        sentences.push(`${place}: ${sentence}`);
      } else {
        more += 1;
      }
    },
    toArray: () => (more === 0 ? sentences : [...sentences, `${place}: and ${more} more such remarks.`]),
  };
}
