/** Test-PSSessionConfigurationFile. Behaviour: TestPSSessionConfigurationFile.cs: true or false, the reason on the verbose stream. */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import { ConfigurationError, readSessionConfiguration } from '../sessionConfigurationFile.ts';
import { configurationPath, fileNotFound, readText } from './shared.ts';

export default defineCmdlet({
  name: 'Test-PSSessionConfigurationFile',
  module: 'Microsoft.PowerShell.Core',
  synopsis: 'Tells whether a session configuration file has valid keys and values.',
  className: 'Microsoft.PowerShell.Commands.TestPSSessionConfigurationFileCommand',
  parameters: {
    Path: { type: 'string', position: 0, mandatory: true, pipeline: true, byName: true, wildcards: true, help: 'The .pssc file.' },
  },
  outputTypes: ['System.Boolean'],
  stateVersion: 1,
  process(context) {
    const typed = String(context.params.Path);
    const path = configurationPath(context, typed);
    const text = readText(context, path);
    if (text === null) {
      context.writeError(fileNotFound(typed));
      return;
    }
    try {
      readSessionConfiguration(text, path, true);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      context.writeVerbose(
        error.errorId === 'DISCErrorParsingConfigFile'
          ? `Error parsing configuration file ${path} with the following message: ${error.message}`
          : error.message,
      );
      context.write(false);
      return;
    }
    context.write(true);
  },
  help: { examples: [{ code: 'Test-PSSessionConfigurationFile ./lesson.pssc -Verbose' }], related: ['New-PSSessionConfigurationFile'] },
});
