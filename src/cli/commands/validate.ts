import type { Diagnostic, Warning } from '../../diagnostics/diagnostic.ts';
import { shortPath, type Outcome } from '../../report/document.ts';
import { warningText } from '../../report/errors.ts';
import { exportCollisions } from '../../plan/collisions.ts';
import type { Command, CommandResult } from '../command.ts';
import type { Context } from '../context.ts';
import { checkAcross } from '../stages/across.ts';
import { load, namesOf } from '../stages/load.ts';
import { checkPackages } from '../stages/pack.ts';
import { distinct, prepare } from '../stages/prepare.ts';

export const command: Command = {
  positional: '[env..]',
  describe: 'Check definitions, templates, references and configuration, without any call to AWS',
  options: {},
  examples: [
    ['envctl validate', 'every definition of the project'],
    ['envctl validate staging prod', 'these two'],
  ],
  actions: [],
  run: async (context, { env }) => {
    const loaded = await load(context, namesOf(context, env));
    const { prepared, problems } = await prepare(loaded);
    const packaging = await checkPackages(prepared);
    const wrong = new Map([...problems, ...[...packaging].filter(([, found]) => found.length > 0)]);
    const errors = distinct([...loaded.diagnostics, ...[...wrong.values()].flat(), ...exportCollisions(prepared)]);
    const checked = loaded.environments.map(({ name, file }) => ({
      environment: name,
      file,
      valid: wrong.get(name)?.length === 0,
    }));
    const invalid = loaded.invalid.map(({ name, file }) => ({ environment: name, file, valid: false }));
    const environments = [...checked, ...invalid].sort((a, b) => (a.environment < b.environment ? -1 : 1));
    const warnings = [...loaded.environments, ...prepared].flatMap((one) => one.warnings);
    return result(context, environments, errors, [...warnings, ...checkAcross(prepared)]);
  },
};

interface Checked {
  readonly environment: string;
  readonly file: string;
  readonly valid: boolean;
}

function result(
  { host, style }: Context,
  environments: readonly Checked[],
  errors: readonly Diagnostic[],
  warnings: readonly Warning[],
): CommandResult {
  const shown = environments.map((one) => ({ ...one, file: shortPath(one.file, host.cwd) }));
  const told = unique(warnings);
  const placed = told.map(({ message, at }) => ({ message, at: at && { ...at, file: shortPath(at.file, host.cwd) } }));
  const outcome: Outcome = { document: { environments: shown, warnings: placed }, errors };
  const lines = environments.map(
    ({ environment, valid }) => `${valid ? style.good('✓') : style.bad('✗')} ${environment}\n`,
  );
  const notes = told.map((warning) => warningText(warning, host.cwd, style));
  return { outcomes: [outcome], several: false, warnings: told, text: [...notes, ...lines].join('') };
}

function unique(warnings: readonly Warning[]): Warning[] {
  return [...new Map(warnings.map((warning) => [JSON.stringify(warning), warning])).values()];
}
