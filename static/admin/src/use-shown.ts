import { useEffect, useState } from 'react';

/** Rows of a long list that are drawn at first, and with each further step. */
const STEP = 50;

export interface Shown<Row> {
  rows: readonly Row[];
  total: number;
  /** Draws more; null when all are there. */
  showMore: (() => void) | null;
}

/** The first rows of a list, and more on request: a browser draws thousands slowly. Another list begins anew. */
export function useShown<Row>(rows: readonly Row[]): Shown<Row> {
  const [count, setCount] = useState(STEP);
  useEffect(() => setCount(STEP), [rows]);
  return {
    rows: rows.slice(0, count),
    total: rows.length,
    showMore: count < rows.length ? () => setCount((before) => before + STEP) : null,
  };
}
