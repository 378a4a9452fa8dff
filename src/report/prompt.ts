import * as clack from '@clack/prompts';

/** Questions go to stderr, so that a result on stdout can be piped while a person answers. */
const output = process.stderr;

/** Null: cancelled. The default is no. */
export async function confirm(message: string): Promise<boolean | null> {
  const answer = await clack.confirm({ message, initialValue: false, output });
  return clack.isCancel(answer) ? null : answer;
}

/** Null: cancelled. */
export async function text(message: string): Promise<string | null> {
  const answer = await clack.text({ message, output });
  return clack.isCancel(answer) ? null : answer;
}

/** Null: cancelled. What is typed is not shown. */
export async function secret(message: string): Promise<string | null> {
  const answer = await clack.password({ message, output });
  return clack.isCancel(answer) ? null : answer;
}
