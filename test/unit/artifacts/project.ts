import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';
import type { Result } from '../../../src/diagnostics/diagnostic.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { packageService } from '../../../src/artifacts/package.ts';
import type { PackagedService } from '../../../src/artifacts/packaged.ts';
import { parseTemplate } from '../../../src/template/parse.ts';

/** A project in a folder of its own, which goes with the test. */
export class Project {
  readonly root = realpathSync(mkdtempSync(path.join(tmpdir(), 'envctl-test-')));

  write(name: string, content: string | Uint8Array, mode = 0o644): string {
    const file = path.join(this.root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, mode);
    return file;
  }

  link(name: string, target: string): void {
    symlinkSync(target, path.join(this.root, name));
  }

  /** Packages a template that stands at `stack/template.yaml`. */
  async package(text: string, config: JsonObject | null = null): Promise<Result<PackagedService>> {
    const { value, diagnostics } = parseTemplate(text, this.write('stack/template.yaml', text));
    if (!value) return { value: null, diagnostics };
    return packageService({ template: value, root: this.root, config });
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}

const made: Project[] = [];
afterEach(() => made.splice(0).forEach((project) => project.remove()));

export function project(files: Readonly<Record<string, string>> = {}): Project {
  const created = new Project();
  made.push(created);
  for (const [name, content] of Object.entries(files)) created.write(name, content);
  return created;
}
