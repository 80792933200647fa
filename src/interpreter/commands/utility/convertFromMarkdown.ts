/** ConvertFrom-Markdown. Behaviour: ConvertFromMarkdownCommand.cs. -AsVT100EncodedString is missing: only HTML is made. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { StopError } from '../../machine/context.ts';
import { FileSystemInfo } from '../../providers/fileInfo.ts';
import { type FileFailure, isFailure } from '../../providers/fileProtocol.ts';
import { resolve } from '../../providers/glob.ts';
import { placeOf } from '../../providers/location.ts';
import { TerminatingError } from '../../values/errors.ts';
import { typeNameOf, unwrap } from '../../values/typeNames.ts';
import { isLiteral, typedPaths } from '../support/items.ts';
import { markdownToHtml } from '../support/markdown.ts';
import { errorRecord } from '../support/params.ts';
import { NetRecord } from '../support/record.ts';

type Context = CmdletContext<object>;

function convert(context: Context, text: string): void {
  context.write(
    new NetRecord('Microsoft.PowerShell.MarkdownRender.MarkdownInfo', {
      Html: markdownToHtml(text),
      VT100EncodedString: null,
      Tokens: new NetRecord('Markdig.Syntax.MarkdownDocument'),
    }),
  );
}

function convertFile(context: Context, path: string): void {
  const reply = context.ask('file.readText', { path }) as { text: string } | FileFailure;
  if (!isFailure(reply)) {
    convert(context, reply.text);
    return;
  }
  const record =
    reply.failure.code === 'ENOENT'
      ? errorRecord('System.IO.FileNotFoundException', `Could not find file '${path}'.`, 'FileNotFound', 'ResourceUnavailable', path)
      : errorRecord(
          'System.UnauthorizedAccessException',
          `Access to the path '${path}' is denied.`,
          'FileUnauthorizedAccess',
          'SecurityError',
          path,
        );
  context.writeError(record);
}

export default defineCmdlet({
  name: 'ConvertFrom-Markdown',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Turns Markdown into HTML.',
  className: 'Microsoft.PowerShell.Commands.ConvertFromMarkdownCommand',
  defaultSet: 'PathParamSet',
  sets: ['PathParamSet', 'LiteralParamSet', 'InputObjParamSet'],
  parameters: {
    Path: {
      type: 'string[]',
      sets: { PathParamSet: { position: 0, mandatory: true } },
      notNullOrEmpty: true,
      wildcards: true,
      help: 'Files.',
    },
    LiteralPath: {
      type: 'string[]',
      aliases: ['PSPath', 'LP'],
      sets: { LiteralParamSet: { mandatory: true } },
      notNullOrEmpty: true,
      help: 'Files, without wildcards.',
    },
    InputObject: {
      type: 'psobject',
      sets: { InputObjParamSet: { mandatory: true, pipeline: true } },
      notNullOrEmpty: true,
      help: 'A text or a file.',
    },
  },
  outputTypes: ['Microsoft.PowerShell.MarkdownRender.MarkdownInfo'],
  stateVersion: 1,
  process(context) {
    const input = unwrap(context.params.InputObject ?? null);
    if (input instanceof FileSystemInfo) return convertFile(context, input.path);
    if (typeof input === 'string') return convert(context, input);
    if (input !== null) {
      context.writeError(
        errorRecord(
          'System.IO.InvalidDataException',
          `The type of the input object '${typeNameOf(input)}' is invalid.`,
          'InvalidInputObject',
          'InvalidData',
          context.params.InputObject ?? null,
        ),
      );
      return;
    }
    for (const typed of typedPaths(context)) {
      try {
        for (const place of isLiteral(context) ? [placeOf(context, typed)] : resolve(context, typed, { force: true }))
          convertFile(context, place.path);
      } catch (e) {
        if (!(e instanceof TerminatingError) || e instanceof StopError) throw e;
        e.record.errorId = 'FileNotFound';
        context.writeError(e.record);
      }
    }
  },
});
