/** Views of files, processes, services and the web. Facts: FileSystem_, DotNetTypes_ and PowerShellCore_format_ps1xml.cs. */
import { bind, control, frame, list, listByType, table, text, type ViewDefinition, wide } from '../viewTypes.ts';

const COMMANDS = 'Microsoft.PowerShell.Commands';
const FILES = ['System.IO.DirectoryInfo', 'System.IO.FileInfo'];
const FOLDER = control(frame(0, text('    Directory: '), bind('@file.folder')));
const BY_FOLDER = { groupBy: 'PSParentPath', groupControl: FOLDER };

/** Views of files, processes, services and web responses. */
export const SYSTEM_VIEWS: ViewDefinition[] = [
  table('childrenWithUnixStat', FILES, 'UnixMode|<10; User|>10; Group|<10; LastWriteTime|>16|@file.time; Size|>12; Name|<|NameString', {
    ...BY_FOLDER,
    wrap: true,
  }),
  table(
    'children',
    FILES,
    'Mode|<7|ModeWithoutHardLink; LastWriteTime|>26|LastWriteTimeString; Length|>14|LengthString; Name|<|NameString',
    { ...BY_FOLDER, wrap: true },
  ),
  table('childrenWithHardlink', FILES, 'Mode|<7; LastWriteTime|>26|LastWriteTimeString; Length|>14|LengthString; Name|<|NameString', {
    ...BY_FOLDER,
    wrap: true,
  }),
  listByType(
    'children',
    FILES,
    [
      ['System.IO.FileInfo', 'Name; Length|LengthString; CreationTime; LastWriteTime; LastAccessTime; Mode; LinkType; Target; VersionInfo'],
      ['', 'Name; CreationTime; LastWriteTime; LastAccessTime; Mode; LinkType; Target'],
    ],
    BY_FOLDER,
  ),
  wide('children', FILES, 'Name', [['System.IO.DirectoryInfo', 'Name', '[{0}]']], BY_FOLDER),
  table('FileSystemStream', `${COMMANDS}.AlternateStreamData`, 'Stream|<20; Length|>10', { groupBy: 'Filename' }),
  table('ProcessModule', 'System.Diagnostics.ProcessModule', 'Size(K)|>10|Size; ModuleName|50; FileName'),
  table(
    'process',
    'System.Diagnostics.Process',
    'NPM(K)|>7|@process.npm; PM(M)|>8|@process.pm; WS(M)|>10|@process.ws; CPU(s)|>10|@process.cpu; Id|>7; SI|>3; ProcessName',
  ),
  table('Priority', 'System.Diagnostics.Process', 'ProcessName|20; Id|>10; WorkingSet64|>12', {
    groupBy: 'PriorityClass',
    groupLabel: 'PriorityClass',
  }),
  table('StartTime', 'System.Diagnostics.Process', 'ProcessName|20; Id|>10; WorkingSet64|>12', {
    groupBy: '@process.start',
    groupLabel: 'StartTime.ToShortDateString()',
  }),
  wide('process', 'System.Diagnostics.Process', 'ProcessName'),
  table(
    'ProcessWithUserName',
    'System.Diagnostics.Process#IncludeUserName',
    'WS(M)|>10|@process.ws; CPU(s)|>8|@process.cpu; Id|>7; UserName|30; ProcessName',
  ),
  table('service', 'System.ServiceProcess.ServiceController', 'Status|8; Name|18; DisplayName|38'),
  list(
    'System.ServiceProcess.ServiceController',
    'System.ServiceProcess.ServiceController',
    'Name; DisplayName; Status; DependentServices; ServicesDependedOn; CanPauseAndContinue; CanShutdown; CanStop; ServiceType',
  ),
  table(`${COMMANDS}.FileHashInfo`, `${COMMANDS}.FileHashInfo`, 'Algorithm|<15; Hash|<70; Path'),
  list(
    `${COMMANDS}.BasicHtmlWebResponseObject`,
    `${COMMANDS}.BasicHtmlWebResponseObject`,
    'StatusCode; StatusDescription; Content|@web.content; RawContent|@web.raw; Headers; Images; InputFields; Links; RawContentLength; RelationLink',
  ),
  list(
    `${COMMANDS}.WebResponseObject`,
    `${COMMANDS}.WebResponseObject`,
    'StatusCode; StatusDescription; Content; RawContent|@web.raw; Headers; RawContentLength; RelationLink',
  ),
  table(`${COMMANDS}.ComputerChangeInfo`, `${COMMANDS}.ComputerChangeInfo`, 'HasSucceeded|<12; ComputerName|25'),
];
