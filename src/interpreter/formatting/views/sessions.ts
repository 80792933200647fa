/** Views of sessions, jobs and what comes from them, and of error, warning and information records. */
import { bind, control, custom, list, table, type ViewDefinition } from '../viewTypes.ts';

const SMA = 'System.Management.Automation';
const COMMANDS = 'Microsoft.PowerShell.Commands';

/** Name of the view of error records: its text comes from errors/views.ts. */
export const ERROR_VIEW = 'ErrorInstance';

/**
 * Views of sessions and records. The table of PSSessions is Limpet's own (Id, Name, ComputerName, State, ConfigurationName);
 * PowerShell's has Transport, ComputerType and Availability too. The others: PowerShellCore_format_ps1xml.cs.
 */
export const SESSION_VIEWS: ViewDefinition[] = [
  table('PSSession', `${SMA}.Runspaces.PSSession`, 'Id|>3; Name|<15; ComputerName|<15; State|<13; ConfigurationName|<20'),
  table(
    'Runspace',
    `${SMA}.Runspaces.Runspace`,
    'Id|>3; Name|<15; ComputerName|<15|@runspace.computer; Type|<13|@runspace.type; State|<13|@runspace.state; Availability|<15|@runspace.availability',
  ),
  table('Job', `${SMA}.Job`, 'Id|<6; Name|<15; PSJobTypeName|<15; State|<13; HasMoreData|<15; Location|<20; Command|<25'),
  list(
    'PSSessionConfiguration',
    `${COMMANDS}.PSSessionConfigurationCommands#PSSessionConfiguration`,
    'Name; PSVersion; StartupScript; RunAsUser; Permission',
  ),
  table('WSManContainer', 'Microsoft.WSMan.Management.WSManConfigContainerElement', 'Type|<15; Keys|<35; Name', {
    groupBy: 'PSParentPath',
    groupLabel: 'WSManConfig',
  }),
  table(`${COMMANDS}.TextMeasureInfo`, `Deserialized.${COMMANDS}.TextMeasureInfo`, 'Lines; Words; Characters; Property'),
  list(`${COMMANDS}.GenericMeasureInfo`, `Deserialized.${COMMANDS}.GenericMeasureInfo`, 'Count; Average; Sum; Maximum; Minimum; Property'),
  custom('GetErrorInstance', [`${SMA}.ErrorRecord#PSExtendedError`, 'System.Exception#PSExtendedError'], control(bind('@error.detailed')), {
    groupBy: 'PSErrorIndex',
    groupLabel: 'ErrorIndex',
  }),
  custom(ERROR_VIEW, `${SMA}.ErrorRecord`, control(bind('@error.text')), { outOfBand: true }),
  custom('WarningRecord', `${SMA}.WarningRecord`, control(bind('Message')), { outOfBand: true }),
  custom('DeserializedWarningRecord', `Deserialized.${SMA}.WarningRecord`, control(bind('InformationalRecord_Message')), {
    outOfBand: true,
  }),
  custom('InformationRecord', `${SMA}.InformationRecord`, control(bind('@text')), { outOfBand: true }),
];
