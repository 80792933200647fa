/** Parameters and steps that the item cmdlets share: paths, filters, errors that don't end the command. Behaviour: CoreCommandBase.cs. */
import type { ParameterShort } from '../../binding/metadata.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { StopError } from '../../machine/context.ts';
import { type NameFilters, resolve } from '../../providers/glob.ts';
import { type Place, placeOf } from '../../providers/location.ts';
import { TerminatingError } from '../../values/errors.ts';
import type { Value } from '../../values/value.ts';
import { stringOf, stringsOf } from './params.ts';

/** -Path and -LiteralPath of most item cmdlets. */
export function pathParameters(help: string, more: Partial<ParameterShort> = {}): Record<string, ParameterShort> {
  return {
    Path: {
      type: 'string[]',
      sets: { Path: { position: 0, mandatory: true, pipeline: true, byName: true } },
      wildcards: true,
      help,
      ...more,
    },
    LiteralPath: {
      type: 'string[]',
      aliases: ['PSPath', 'LP'],
      sets: { LiteralPath: { mandatory: true, byName: true } },
      help: 'Paths taken as they are, without wildcards.',
      ...more,
    },
  };
}

/** -Filter, -Include, -Exclude. */
export const FILTER_PARAMETERS: Record<string, ParameterShort> = {
  Filter: { type: 'string', wildcards: true, help: 'A pattern for names.' },
  Include: { type: 'string[]', wildcards: true, help: 'Names that count.' },
  Exclude: { type: 'string[]', wildcards: true, help: 'Names that do not count.' },
};

/** -Credential, which file systems of browsers have no use for. */
export const CREDENTIAL: ParameterShort = { type: 'pscredential', byName: true, help: 'Not used.' };

/** The filters given. */
export function filtersOf(context: CmdletContext<object>): NameFilters {
  const { params } = context;
  return {
    include: stringsOf(params.Include, context),
    exclude: stringsOf(params.Exclude, context),
    filter: stringOf(params.Filter, context) ?? '',
  };
}

/** Does something; what fails becomes an error that doesn't end the command. Answers undefined then. */
export function attempt<T>(context: CmdletContext<object>, action: () => T): T | undefined {
  try {
    return action();
  } catch (e) {
    if (!(e instanceof TerminatingError) || e instanceof StopError) throw e;
    context.writeError(e.record);
    return undefined;
  }
}

/** True if -LiteralPath was used. */
export function isLiteral(context: CmdletContext<object>): boolean {
  return context.params.LiteralPath !== undefined;
}

/** The paths given, as typed. */
export function typedPaths(context: CmdletContext<object>, fallback: string[] = []): string[] {
  const { params } = context;
  const given = params.LiteralPath ?? params.Path;
  return given === undefined || given === null ? fallback : stringsOf(given, context);
}

/** The places of all paths given; those that aren't there are reported. */
export function places(
  context: CmdletContext<object>,
  options: { allowMissing?: boolean; force?: boolean; filtered?: boolean } = {},
): Place[] {
  const filters = options.filtered === false ? undefined : filtersOf(context);
  return typedPaths(context).flatMap(
    (typed) =>
      attempt(context, () =>
        resolve(context, typed, {
          literal: isLiteral(context),
          force: options.force ?? context.isOn('Force'),
          allowMissing: options.allowMissing,
          filters,
        }),
      ) ?? [],
  );
}

/** One file path of a parameter, without wildcards. Throws where it is no file path. */
export function filePath(context: CmdletContext<object>, typed: string): string {
  return placeOf(context, typed).path;
}

/** A parameter's value as text. */
export function textOf(value: Value | undefined, context: CmdletContext<object>): string {
  return stringOf(value, context) ?? '';
}
