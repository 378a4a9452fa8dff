import { relative, resolve } from 'node:path';
import type { Output } from '../host.ts';
import type { Diagnostic, Position, Warning } from '../diagnostics/diagnostic.ts';
import { clean } from './clean.ts';
import type { Progress } from './progress.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * True in a step of GitHub Actions, whose log takes commands in lines that begin with `::`
 * (docs.github.com, "Workflow commands for GitHub Actions").
 */
export function onGitHub(env: Variables): boolean {
  return env['GITHUB_ACTIONS'] === 'true';
}

/** Errors and warnings as annotations: GitHub shows them beside the line of the file, and above the log. Empty elsewhere. */
export function annotations(
  found: { readonly errors?: readonly Diagnostic[]; readonly warnings?: readonly Warning[] },
  env: Variables,
  cwd: string,
): string {
  if (!onGitHub(env)) return '';
  const root = env['GITHUB_WORKSPACE'] ?? cwd;
  const errors = (found.errors ?? []).map(({ code, message, hint, at }) =>
    command('error', { title: code, ...placeOf(at, root) }, hint === null ? message : `${message}\n→ ${hint}`),
  );
  const warnings = (found.warnings ?? []).map(({ message, at }) => command('warning', placeOf(at, root), message));
  return [...errors, ...warnings].join('');
}

/** Folds what a title stands for, until `endOfGroup`. */
export function groupOf(title: string, text: string): string {
  return `${command('group', {}, title)}${text}${command('endgroup', {}, '')}`;
}

/** Progress that can be folded. */
export function groupedProgress(progress: Progress, output: Output): Progress {
  let isOpen = false;
  return {
    emit: (event) => {
      if (!isOpen) output.write(command('group', {}, 'Progress'));
      isOpen = true;
      progress.emit(event);
    },
    hide: () => progress.hide(),
    close: () => {
      progress.close();
      if (isOpen) output.write(command('endgroup', {}, ''));
      isOpen = false;
    },
  };
}

function placeOf(at: Position | null, root: string): Record<string, string> {
  if (!at) return {};
  return { file: relative(root, resolve(at.file)), line: String(at.line), col: String(at.column) };
}

function command(name: string, properties: Readonly<Record<string, string>>, text: string): string {
  const listed = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(clean(value))}`);
  return `::${[name, listed.join(',')].filter(Boolean).join(' ')}::${escapeData(clean(text))}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
