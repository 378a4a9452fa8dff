import { faultContracts } from '../support/contract/fault-contracts.ts';

faultContracts();
