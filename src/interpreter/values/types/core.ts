/** The types that every machine has: their files register them when imported. */
import './index.ts';
import './assembly.ts';
import './commandInfo.ts';
import './delegate.ts';
import './errorTypes.ts';
import './exceptions.ts';
import './memberTypes.ts';
import './powershellEnums.ts';
import './powershellTypes.ts';
import './scriptBlock.ts';
import './type.ts';
