/** Get-FileHash. Behaviour: GetHash.cs. There are no streams here, so -InputStream is missing. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { StopError } from '../../machine/context.ts';
import { type FileFailure, isFailure } from '../../providers/fileProtocol.ts';
import { resolve } from '../../providers/glob.ts';
import { placeOf } from '../../providers/location.ts';
import { ALGORITHMS, hashOf } from '../../values/dotnet/hashes.ts';
import { TerminatingError } from '../../values/errors.ts';
import { isLiteral, typedPaths } from '../support/items.ts';
import { errorRecord, nameOf } from '../support/params.ts';
import { NetRecord } from '../support/record.ts';

function hashFile(context: CmdletContext<object>, path: string): void {
  const reply = context.ask('file.readBytes', { path }) as { bytes: Uint8Array } | FileFailure;
  if (isFailure(reply)) {
    const record =
      reply.failure.code === 'ENOENT'
        ? errorRecord('System.IO.FileNotFoundException', `Could not find file '${path}'.`, 'FileNotFound', 'ObjectNotFound', path)
        : errorRecord(
            'System.UnauthorizedAccessException',
            `Access to the path '${path}' is denied.`,
            'UnauthorizedAccessError',
            'InvalidData',
            path,
          );
    context.writeError(record);
    return;
  }
  const wanted = nameOf(context.params.Algorithm, context, 'SHA256').toUpperCase();
  const algorithm = ALGORITHMS.find((name) => name === wanted) ?? 'SHA256';
  context.write(
    new NetRecord('Microsoft.PowerShell.Commands.FileHashInfo', {
      Algorithm: algorithm,
      Hash: hashOf(algorithm, reply.bytes),
      Path: path,
    }),
  );
}

export default defineCmdlet({
  name: 'Get-FileHash',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Computes hashes of files.',
  className: 'Microsoft.PowerShell.Commands.GetFileHashCommand',
  defaultSet: 'Path',
  sets: ['Path', 'LiteralPath'],
  parameters: {
    Path: {
      type: 'string[]',
      sets: { Path: { position: 0, mandatory: true, pipeline: true, byName: true } },
      wildcards: true,
      help: 'Files.',
    },
    LiteralPath: {
      type: 'string[]',
      aliases: ['PSPath', 'LP'],
      sets: { LiteralPath: { position: 0, mandatory: true, byName: true } },
      help: 'Files, without wildcards.',
    },
    Algorithm: { type: 'string', position: 1, validateSet: [...ALGORITHMS], help: 'How to hash; SHA256 without it.' },
  },
  outputTypes: ['Microsoft.PowerShell.Commands.FileHashInfo'],
  stateVersion: 1,
  process(context) {
    for (const typed of typedPaths(context)) {
      try {
        const places = isLiteral(context) ? [placeOf(context, typed)] : resolve(context, typed, { force: true });
        for (const place of places) hashFile(context, place.path);
      } catch (e) {
        if (!(e instanceof TerminatingError) || e instanceof StopError) throw e;
        e.record.errorId = 'FileNotFound';
        context.writeError(e.record);
      }
    }
  },
});
