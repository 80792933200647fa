/** What the Format-* cmdlets share: parameters, phases. Behaviour: PowerShell's BaseFormattingCommand.cs. */
import type { ParameterShort } from '../../binding/metadata.ts';
import { FormatCommand } from '../../formatting/command.ts';
import { finish, generate } from '../../formatting/generate.ts';
import type { Packet, Shape } from '../../formatting/packets.ts';
import { commonParameters } from '../../formatting/parameters.ts';
import { registerPacketTypes } from '../../formatting/types.ts';
import type { CmdletContext, CmdletDefinition } from '../../machine/cmdlet.ts';

registerPacketTypes();

/** State of a Format-* cmdlet. */
export interface FormatState {
  command: FormatCommand | null;
}

/** Parameters that all four have. */
export const SHAPE_PARAMETERS: Record<string, ParameterShort> = {
  GroupBy: { type: 'object', help: 'Property, script block or table by which output is grouped.' },
  View: { type: 'string', help: 'Name of the view to use.' },
  ShowError: { type: 'switch', help: 'Shows errors of properties as messages.' },
  DisplayError: { type: 'switch', help: 'Shows #ERR where a property fails.' },
  Force: { type: 'switch', help: 'Formats errors and scalars too.' },
  Expand: {
    type: 'string',
    validateSet: ['CoreOnly', 'EnumOnly', 'Both'],
    help: 'Whether collections, their items or both are formatted.',
  },
  InputObject: { type: 'psobject', pipeline: true, allowNull: true, help: 'Objects to format.' },
};

/** The phases of a cmdlet that formats in one shape. */
export function formatPhases(
  shape: Shape,
): Pick<CmdletDefinition<FormatState>, 'stateVersion' | 'init' | 'begin' | 'process' | 'end' | 'outputTypes'> {
  return {
    stateVersion: 1,
    outputTypes: ['FormatStartData', 'FormatEntryData', 'FormatEndData', 'GroupStartData', 'GroupEndData'].map(
      (name) => `Microsoft.PowerShell.Commands.Internal.Format.${name}`,
    ),
    init: () => ({ command: null }),
    begin(context) {
      context.state.command = new FormatCommand(shape, commonParameters(context, shape));
    },
    process(context) {
      const { command } = context.state;
      if (command !== null) writePackets(context, generate(command, context.params.InputObject ?? null, context));
    },
    end(context) {
      const { command } = context.state;
      if (command !== null) writePackets(context, finish(command));
    },
  };
}

function writePackets(context: CmdletContext<FormatState>, packets: readonly Packet[]): void {
  for (const packet of packets) context.write(packet);
}
