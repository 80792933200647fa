/** $PSDefaultParameterValues (CmdletParameterBinderController.cs GetDefaultParameterValuePairs, DefaultParameterDictionary). */
import { ScriptBlock } from '../values/code.ts';
import { PSArray, PSList } from '../values/collections.ts';
import { sameValue } from '../values/compare.ts';
import { isTrue, toText } from '../values/convert.ts';
import { customObject } from '../values/object.ts';
import { containsWildcardCharacters, isWildcardMatch } from '../values/regex/wildcard.ts';
import type { Value } from '../values/value.ts';
import { BindingError } from './bindingErrors.ts';
import { bindArgument } from './bindOne.ts';
import { itemFor, type Run } from './state.ts';
import { EVERY_SET, isInSets, type ParameterView } from './view.ts';

/** `Command:Parameter` taken apart, quotes around either removed; null for a key of another form. */
export function splitDefaultKey(key: string): { command: string; parameter: string } | null {
  const match = /^(?:(['‘’‚‛"“”„])(.*?)(['‘’‚‛"“”„])|([^:]+))\s*:\s*(?:(['‘’‚‛"“”„])(.*?)(['‘’‚‛"“”„])|(.+))$/s.exec(key);
  if (match === null) return null;
  const command = (match[2] ?? match[4] ?? '').trim();
  const parameter = (match[6] ?? match[8] ?? '').trim();
  return command === '' || parameter === '' ? null : { command, parameter };
}

function warnOnce(run: Run, mark: string, text: string): void {
  if (run.binding.warned.includes(mark)) return;
  run.binding.warned.push(mark);
  run.binding.warnings.push(text);
}

type Pairs = Map<ParameterView, Value>;

function add(run: Run, pairs: Pairs, dropped: Set<ParameterView>, p: ParameterView, value: Value, command: string, name: string): void {
  const old = pairs.get(p);
  if (old === undefined) {
    pairs.set(p, value);
  } else if (!sameValue(old, value)) {
    dropped.add(p);
    warnOnce(
      run,
      `${command}:::${name}`,
      `Multiple different default values are defined in $PSDefaultParameterValues for the parameter matching the following name or alias: ${name}. These defaults have been ignored.`,
    );
  }
}

function wildcardTargets(run: Run, pattern: string): ParameterView[] {
  const found: ParameterView[] = [];
  for (const p of run.view.parameters) if (isWildcardMatch(pattern, p.name)) found.push(p);
  for (const [alias, p] of run.view.byAlias) if (isWildcardMatch(pattern, alias)) found.push(p);
  return found;
}

/** Removes keys of a wrong form from the table and says so once. */
function dropBadKeys(run: Run, keys: readonly Value[]): void {
  const table = run.binding.defaultTable;
  if (table === null || keys.length === 0) return;
  const names = run.ctx.once(() => {
    for (const key of keys) table.delete(key);
    return keys.map((k) => toText(k, run.ctx)).join(', ');
  });
  const see =
    'For information about the correct format, see about_Parameters_Default_Values at https://go.microsoft.com/fwlink/?LinkId=228266.';
  run.binding.warnings.push(
    keys.length > 1 ? `The keys '${names}' do not have valid formats. ${see}` : `The key '${names}' does not have a valid format. ${see}`,
  );
}

/** Finds the default values that concern this command and keeps them in the binding. */
export function loadDefaults(run: Run): void {
  const b = run.binding;
  const { view } = run;
  b.defaults = null;
  b.useDefaults = b.defaultTable !== null;
  if (b.defaultTable === null || b.defaultTable.entries.size === 0) return;
  const pairs: Pairs = new Map();
  const dropped = new Set<ParameterView>();
  const wild: { command: string; parameter: string; value: Value }[] = [];
  const bad: Value[] = [];
  const concerns = (pattern: string) => [view.meta.name, ...b.aliases].some((n) => isWildcardMatch(pattern, n));
  for (const { key: raw, value } of b.defaultTable.entries.values()) {
    if (typeof raw !== 'string') continue;
    const key = raw.trim();
    const parts = splitDefaultKey(key);
    if (parts === null) {
      if (key.toLowerCase() !== 'disabled') bad.push(raw);
      else if (isTrue(value)) {
        b.useDefaults = false;
        return;
      }
      continue;
    }
    if (containsWildcardCharacters(key)) {
      wild.push({ ...parts, value });
      continue;
    }
    if (!concerns(parts.command)) continue;
    const lower = parts.parameter.toLowerCase();
    const p = view.byName.get(lower) ?? view.byAlias.get(lower);
    if (p !== undefined) add(run, pairs, dropped, p, value, parts.command, parts.parameter);
  }
  for (const { command, parameter, value } of wild) {
    if (!concerns(command)) continue;
    const lower = parameter.toLowerCase();
    const exact = containsWildcardCharacters(parameter) ? undefined : (view.byName.get(lower) ?? view.byAlias.get(lower));
    const targets = containsWildcardCharacters(parameter) ? wildcardTargets(run, parameter) : exact === undefined ? [] : [exact];
    if (targets.length > 1) {
      warnOnce(
        run,
        `${command}:::${parameter}`,
        `The following name or alias defined in $PSDefaultParameterValues for this cmdlet resolves to multiple parameters: ${parameter}. The default has been ignored.`,
      );
    } else if (targets[0] !== undefined) {
      add(run, pairs, dropped, targets[0], value, command, parameter);
    }
  }
  dropBadKeys(run, bad);
  for (const p of dropped) pairs.delete(p);
  if (pairs.size > 0) b.defaults = [...pairs].map(([p, value]) => ({ name: p.name, value }));
}

/** Those that fit the sets and aren't bound; none if they belong to sets that exclude each other. */
function qualified(run: Run): { p: ParameterView; value: Value }[] {
  const b = run.binding;
  const result: { p: ParameterView; value: Value }[] = [];
  let possible = EVERY_SET;
  for (const { name, value } of b.defaults ?? []) {
    const p = run.view.byName.get(name.toLowerCase());
    if (p === undefined || !isInSets(p, b.sets) || b.bound.includes(p.name) || b.pipelineBound.includes(p.name)) continue;
    if (p.flags !== 0) {
      possible = (possible & p.flags) >>> 0;
      if (possible === 0) return [];
    }
    result.push({ p, value });
  }
  return result;
}

/** What a script block default gets as its argument. */
function bindingState(run: Run): Value {
  const b = run.binding;
  const names = (list: readonly string[]) => new PSList([...list], 'HashSet', 'System.String');
  return customObject([
    ['BoundParameters', names([...b.bound, ...b.pipelineBound])],
    ['BoundPositionalParameters', names(b.positional)],
    ['BoundDefaultParameters', names(b.fromDefaults)],
  ]);
}

/** Binds default values to parameters without value. One that can't be bound gives a warning. */
export function applyDefaults(run: Run, reload = false): void {
  const b = run.binding;
  if (!b.useDefaults) return;
  if (reload) loadDefaults(run);
  if (b.defaults === null) return;
  let any = false;
  for (const { p, value } of qualified(run)) {
    let actual = value;
    if (value instanceof ScriptBlock) {
      const output = run.ctx.call({ block: value, args: [bindingState(run)] });
      if (output.length === 0) continue;
      actual = output.length === 1 ? (output[0] as Value) : new PSArray([...output]);
    }
    try {
      if (bindArgument(run, b.sets, itemFor(p.name, actual), p, { coerce: true, delay: true })) {
        any = true;
        b.fromDefaults.push(p.name);
      }
    } catch (e) {
      if (!(e instanceof BindingError)) throw e;
      const text = actual === null ? 'null' : toText(actual, run.ctx);
      warnOnce(
        run,
        `${b.commandName}:::${p.name}`,
        `The binding of default value '${text}' to parameter '${p.name}' failed: ${e.record.exception.message}`,
      );
    }
  }
  if (any) b.defaultsInUse = true;
}
