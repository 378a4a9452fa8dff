import { awsCode, awsMessage } from '../codes.ts';

/** What a request with a token that was used before is answered with: it has been carried out. */
export const REPEATED: readonly string[] = ['TokenAlreadyExistsException'];

const ABSENT = /does not exist|is not imported by any stack/;

/**
 * CloudFormation calls everything that is wrong a ValidationError; its text alone says that something is not there
 * ("Stack with id X does not exist", "Export 'X' is not imported by any stack").
 */
export async function orAbsent<T, V>(work: Promise<T>, value: V): Promise<T | V> {
  try {
    return await work;
  } catch (error) {
    if (awsCode(error) === 'ValidationError' && ABSENT.test(awsMessage(error))) return value;
    throw error;
  }
}
