/**
 * The states of DateTime.Parse. They say what has been seen: N a number, M a month's name, Y a year of three digits or
 * more, d or t a date or time separator after it; a state starting with `=` completes a date or a time (T).
 */

/** Columns of the table: what kind of token comes. */
const COLUMNS = [
  'end',
  'numEnd',
  'numMark',
  'numSpace',
  'numDate',
  'numTime',
  'monthEnd',
  'monthSpace',
  'monthDate',
  'dayOfWeek',
  'yearSpace',
  'yearDate',
  'yearEnd',
  'zone',
  'era',
] as const;

/** A kind of token: what was read and what follows it. */
export type Token = (typeof COLUMNS)[number];

/** Next states, one word per column; `!` is an error. */
const ROWS: Readonly<Record<string, string>> = {
  begin: 'begin ! =TN N Nd Nt ! M M begin Y Y ! begin begin',
  N: '! =NN =TNN NN NNd ! =NM NM MNd N YN YNd =YN N N',
  NN: '=NN =NNN =TNNN =NNN ! Nt =MNN =MNN ! NN =NNY ! =NNY NN NN',
  Nd: '! =NN ! dNN NNd ! =NM MN MNd Nd YN YNd =YN ! Nd',
  dNN: '=NN =NNN =TN =NNN ! Nt =MNN =MNN ! dNN =NNY ! =NNY ! dNN',
  NNd: '! =NNN =NNN =NNN ! ! =MNN =MNN ! NNd =NNY ! =NNY ! NNd',
  M: '! =MN ! MN MNd ! ! ! ! M YM YMd =YM ! M',
  MN: '=MN =MNN =MNN =MNN ! Nt ! ! ! MN =YMN ! =YMN ! MN',
  NM: '=NM =MNN =MNN =MNN ! Nt ! ! ! NM =YMN ! =YMN ! NM',
  MNd: '! =MNN ! =MNN ! ! ! ! ! MNd =YMN ! =YMN ! MNd',
  Y: '! =YN ! YN YNd ! =YM YM YMd Y ! ! ! ! Y',
  YN: '=YN =YNN =YNN =YNN ! ! =YMN =YMN ! YN ! ! ! ! YN',
  YNd: '! =YNN =YNN =YNN ! ! =YMN =YMN ! YN ! ! ! ! YN',
  YM: '=YM =YMN =YMN =YMN ! ! ! ! ! YM ! ! ! ! YM',
  YMd: '! =YMN =YMN =YMN ! ! ! ! ! YM ! ! ! ! YM',
  Nt: '! =TNN =TNN =TNN ! NNt =NM NM ! ! ! ! ! Nt Nt',
  NNt: '! =TNNN =TNNN =TNNN ! ! ! ! ! NNt ! ! ! NNt NNt',
};

const TABLE: Readonly<Record<string, Readonly<Record<string, string>>>> = Object.fromEntries(
  Object.entries(ROWS).map(([state, row]) => {
    const cells = row.split(' ');
    return [state, Object.fromEntries(COLUMNS.map((column, at) => [column, cells[at] ?? '!']))];
  }),
);

/** The next state; a complete one starts with `=`, an error is `!`. */
export function transition(state: string, token: Token): string {
  return TABLE[state]?.[token] ?? '!';
}
