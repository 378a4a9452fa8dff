import path from 'node:path';
import { diagnostic, type Diagnostic, type Position, type Result } from '../diagnostics/diagnostic.ts';
import type { Located } from '../model/expression.ts';
import type { JsonObject } from '../model/json.ts';
import { readTemplateFile } from '../template/read.ts';
import { invalid } from '../template/problem.ts';
import { replaceIn } from '../template/replace.ts';
import type { Template } from '../template/template.ts';
import { templateText } from '../template/text.ts';
import { NESTED_TEMPLATE } from './body.ts';
import { objectReference } from './bucket.ts';
import { ConfigInTheWay, content, fileContent, textContent, zipOf, type Content } from './content.ts';
import { resolveInside, Unpackable, type Source } from './files.ts';
import { localImages } from './images.ts';
import { localPathsIn, type LocalPath } from './local-paths.ts';
import type { Artifact, PackagedService } from './packaged.ts';

/** What stands for a local path, and what it needs in turn. */
interface Packed {
  readonly content: Content;
  readonly needs: readonly Artifact[];
}

/** Stands for what only had to be found possible. */
const UNMADE: Content = { key: '', digest: '', bytes: new Uint8Array() };

/** Packages the template of one service and those nested in it. A folder that several resources name is zipped once. */
export class Packager {
  private readonly root: string;
  private readonly config: JsonObject | null;
  private readonly isCheck: boolean;
  private readonly contents = new Map<string, Promise<Content>>();
  private readonly templates = new Map<string, Result<Packed>>();

  /** `root` is without symbolic links. `isCheck`: zips are found to be possible, but not made. */
  constructor(root: string, config: JsonObject | null, isCheck: boolean) {
    this.root = root;
    this.config = config;
    this.isCheck = isCheck;
  }

  /** `parents` are the files of the templates that this one is nested in. */
  async package(template: Template, parents: readonly string[] = []): Promise<Result<PackagedService>> {
    const diagnostics: Diagnostic[] = localImages(template);
    const artifacts = new Map<string, Artifact>();
    let { tree } = template;
    for (const local of localPathsIn(tree)) {
      const packed = await this.pack(template, local, [...parents, template.file]);
      diagnostics.push(...packed.diagnostics);
      if (!packed.value) continue;
      const { content, needs } = packed.value;
      const { logicalId } = local;
      tree = replaceIn(tree, local.path, () => objectReference(local.property.form, content.key));
      const own = { ...content, size: content.bytes.length, logicalId, at: template.locate(local.path) };
      for (const artifact of [...needs, own]) if (!artifacts.has(artifact.key)) artifacts.set(artifact.key, artifact);
    }
    return { value: diagnostics.length > 0 ? null : { tree, artifacts: [...artifacts.values()] }, diagnostics };
  }

  private async pack(template: Template, local: LocalPath, parents: readonly string[]): Promise<Result<Packed>> {
    try {
      const file = path.resolve(path.dirname(template.file), local.value);
      const source = resolveInside(this.root, file, local.value);
      if (local.property.content === 'template') {
        return await this.nested(source, { value: local.value, at: template.locate(local.path) }, parents);
      }
      return { value: { content: await this.content(source, local), needs: [] }, diagnostics: [] };
    } catch (error) {
      if (!(error instanceof Unpackable)) throw error;
      return { value: null, diagnostics: [problem(template, local, error)] };
    }
  }

  private content(source: Source, { property, value }: LocalPath): Promise<Content> {
    if (property.content === 'file') return fileContent(source, value);
    const id = `${property.configured} ${source.file}`;
    const made = this.contents.get(id) ?? this.zip(source, value, property.configured ? this.config : null);
    this.contents.set(id, made);
    return made;
  }

  private async zip(source: Source, written: string, config: JsonObject | null): Promise<Content> {
    const make = await zipOf(source, this.root, written, config);
    return this.isCheck ? UNMADE : content(await make(), '.zip');
  }

  /** Each once, however often it is named: templates that name each other twice would double with every level. */
  private async nested(source: Source, named: Located<string>, parents: readonly string[]): Promise<Result<Packed>> {
    const { value } = named;
    if (source.isFolder) throw new Unpackable(`"${value}" is a folder, a template is wanted here`);
    if (parents.includes(source.file)) throw new Unpackable(`the template "${value}" is nested in itself`);
    const known = this.templates.get(source.file);
    if (known) return known;
    const packed = await this.packNested(source.file, named.at, parents);
    this.templates.set(source.file, packed);
    return packed;
  }

  private async packNested(file: string, namedAt: Position, parents: readonly string[]): Promise<Result<Packed>> {
    const parsed = await readTemplateFile(file, namedAt);
    if (!parsed.value) return { value: null, diagnostics: parsed.diagnostics };
    const packaged = await this.package(parsed.value, parents);
    if (!packaged.value) return { value: null, diagnostics: packaged.diagnostics };
    const { tree, artifacts } = packaged.value;
    return { value: { content: textContent(templateText(tree), NESTED_TEMPLATE), needs: artifacts }, diagnostics: [] };
  }
}

function problem(template: Template, { path: treePath, logicalId }: LocalPath, error: Unpackable): Diagnostic {
  const message = `resource "${logicalId}": ${error.message}`;
  if (!(error instanceof ConfigInTheWay))
    return invalid(template, treePath, message, 'local paths are relative to the template');
  const hint = 'the build-time configuration of the service goes there: rename the file, or remove buildConfig';
  return diagnostic('ConfigInvalid', message, { at: template.locate(treePath), hint });
}
