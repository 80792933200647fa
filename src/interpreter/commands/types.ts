/**
 * Types and kinds of work that a stored session may hold although no cmdlet of its own has been loaded yet: imported with the
 * registry, not with the cmdlets.
 */
import '../providers/fileInfo.ts';
import '../providers/info.ts';
import './core/commandInfoTypes.ts';
import './core/commandMetadata.ts';
import './core/moduleTypes.ts';
import './core/proxyCommand.ts';
import './support/enumTypes.ts';
import './support/recordTypes.ts';
import './support/sortWork.ts';
import './support/streamTypes.ts';
import './utility/typeData.ts';
