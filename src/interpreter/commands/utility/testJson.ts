/** Test-Json without schemas. Behaviour: TestJsonCommand.cs: only what JSON's standard allows, besides what -Options lets pass. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { type FileFailure, isFailure } from '../../providers/fileProtocol.ts';
import { resolve } from '../../providers/glob.ts';
import { pathNotFound } from '../../providers/location.ts';
import { errorRecord, stringOf, stringsOf } from '../support/params.ts';

/** The text without comments and, if wanted, without commas before the end of an array or object. */
function cleaned(text: string, comments: boolean, commas: boolean): string {
  // texts in quotes stay as they are
  const token = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  let result = comments ? text.replace(token, (part) => (part.startsWith('"') ? part : ' ')) : text;
  if (commas) result = result.replace(/"(?:[^"\\]|\\.)*"|,(?=\s*[\]}])/g, (part) => (part === ',' ? ' ' : part));
  return result;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function textOf(context: CmdletContext<object>): string {
  const { params } = context;
  const json = stringOf(params.Json, context);
  if (json !== undefined) return json;
  const literal = context.isBound('LiteralPath');
  const typed = stringOf(literal ? params.LiteralPath : params.Path, context) ?? '';
  const [place] = resolve(context, typed, { literal });
  if (place === undefined) throw pathNotFound(typed);
  const reply = context.ask('file.readText', { path: place.path }) as { text: string } | FileFailure;
  if (isFailure(reply)) throw pathNotFound(typed);
  return reply.text;
}

export default defineCmdlet({
  name: 'Test-Json',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Tells whether a text is JSON.',
  className: 'Microsoft.PowerShell.Commands.TestJsonCommand',
  defaultSet: 'JsonString',
  sets: ['JsonString', 'JsonPath', 'JsonLiteralPath'],
  parameters: {
    Json: { type: 'string', sets: { JsonString: { position: 0, mandatory: true, pipeline: true } }, help: 'The text.' },
    Path: { type: 'string', sets: { JsonPath: { position: 0, mandatory: true, byName: true } }, help: 'A file.' },
    LiteralPath: {
      type: 'string',
      aliases: ['PSPath', 'LP'],
      sets: { JsonLiteralPath: { position: 0, mandatory: true, byName: true } },
      help: 'A file, without wildcards.',
    },
    Options: {
      type: 'string[]',
      notNullOrEmpty: true,
      validateSet: ['IgnoreComments', 'AllowTrailingCommas'],
      help: 'What may be there beyond the standard.',
    },
  },
  outputTypes: ['System.Boolean'],
  stateVersion: 1,
  process(context) {
    const options = stringsOf(context.params.Options, context).map((o) => o.toLowerCase());
    const text = textOf(context);
    const valid = isJson(cleaned(text, options.includes('ignorecomments'), options.includes('allowtrailingcommas')));
    if (!valid)
      context.writeError(
        errorRecord(
          'System.Exception',
          'Cannot parse the JSON.',
          'InvalidJson',
          'InvalidData',
          stringOf(context.params.Json, context) ?? null,
        ),
      );
    context.write(valid);
  },
});
