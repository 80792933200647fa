/** Restricted sessions: session configuration files, the sessions that they narrow, and the command lists that such sessions take. */
export { applyConfiguration, isNarrowed, prepareConfiguration } from './apply.ts';
export {
  type CommandList,
  checkNoLanguage,
  commandListBlock,
  giveValues,
  isCommandList,
  type ListOptions,
  literalCommandList,
  runCommandList,
  toCommandList,
} from './commandList.ts';
export { configurationCommands } from './commands/registry.ts';
export type { ConfigurationReplies, ConfigurationRequest, StoredConfiguration } from './hostRequests.ts';
export {
  ConfigurationError,
  configurationWarnings,
  readSessionConfiguration,
  type SessionConfiguration,
} from './sessionConfigurationFile.ts';
export { answerConfiguration, configureSession } from './storeRequests.ts';
