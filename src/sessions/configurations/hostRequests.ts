/**
 * Host requests of the session configuration cmdlets: what they keep in the store. The driver answers them (`Machine.answer`), each with
 * the reply of the same name; a change is part of no session's state, it is written at once.
 */

/** A session configuration as it is stored: its file's text, from which every session reads it anew. Plain data. */
export interface StoredConfiguration {
  /** False: no session can be made with it. */
  enabled: boolean;
  /** Text of the .pssc file as it was registered. */
  text: string;
  /** Where it was read from, shown by Get-PSSessionConfiguration. */
  path: string;
}

/** Registers a configuration, or replaces the one of that name (names differ by case only in spelling). */
export interface ConfigurationPut {
  op: 'configuration.put';
  computer: string;
  name: string;
  definition: StoredConfiguration;
}

/** All configurations of a computer, in order of their names. */
export interface ConfigurationList {
  op: 'configuration.list';
  computer: string;
}

/** Takes a configuration away; sessions that were made with it go on. */
export interface ConfigurationDelete {
  op: 'configuration.delete';
  computer: string;
  name: string;
}

/** Requests by their `op`. */
export type ConfigurationRequest = ConfigurationPut | ConfigurationList | ConfigurationDelete;

/** Replies by the request's `op`. */
export interface ConfigurationReplies {
  'configuration.put': true;
  'configuration.list': { name: string; definition: StoredConfiguration }[];
  /** False: there was none. */
  'configuration.delete': boolean;
}
