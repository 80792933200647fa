/**
 * Registers the immutable .NET values of values/dotnet, which is a layer that knows nothing of snapshots. They are registered here
 * and not in the lazily loaded modules of their types, since a session may hold them ($PSVersionTable, times of errors) before a script
 * ever names the type, and must be readable before any such module is loaded.
 */
import { DateOnly } from '../values/dotnet/dateonly.ts';
import { DateTime } from '../values/dotnet/datetime.ts';
import { DateTimeOffset } from '../values/dotnet/datetimeoffset.ts';
import { Guid } from '../values/dotnet/guid.ts';
import { SemanticVersion } from '../values/dotnet/semver.ts';
import { TimeOnly } from '../values/dotnet/timeonly.ts';
import { TimeSpan } from '../values/dotnet/timespan.ts';
import { Version } from '../values/dotnet/version.ts';
import { snapshotClass, snapshotClassOf } from '../values/heap.ts';

const classes = { DateOnly, DateTime, DateTimeOffset, Guid, SemanticVersion, TimeOnly, TimeSpan, Version };
for (const [name, ctor] of Object.entries(classes)) {
  if (snapshotClassOf(ctor.prototype) === undefined) snapshotClass(name, 'value', ctor as unknown as new () => object);
}
