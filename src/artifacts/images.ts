import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Json } from '../model/json.ts';
import { invalid } from '../template/problem.ts';
import type { Template, TreePath } from '../template/template.ts';
import { member, section } from '../template/tree.ts';

const IMAGE_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  'AWS::Lambda::Function': ['Code', 'ImageUri'],
  'AWS::Serverless::Function': ['ImageUri'],
};

/** A repository in ECR, which Lambda takes as it is. */
const REGISTRY = /^\d{12}\.dkr[.-]ecr\./;

/** Container images that would have to be built and pushed first. One that is in a registry already is none of these. */
export function localImages(template: Template): Diagnostic[] {
  return Object.entries(section(template.tree, 'Resources')).flatMap(([logicalId, resource]) => {
    const path = localImage(resource);
    if (!path) return [];
    const message = `resource "${logicalId}" has a container image that is yet to be built: container images are not supported yet`;
    const hint = 'package the function as a zip, or push the image and name it by its ECR address';
    return [invalid(template, ['Resources', logicalId, ...path], message, hint)];
  });
}

function localImage(resource: Json): TreePath | null {
  const type = member(resource, 'Type');
  const property =
    typeof type === 'string' && Object.hasOwn(IMAGE_PROPERTIES, type) ? IMAGE_PROPERTIES[type] : undefined;
  if (!property) return null;
  const image = property.reduce<Json | undefined>(member, member(resource, 'Properties'));
  if (typeof image === 'string') return REGISTRY.test(image) ? null : ['Properties', ...property];
  const built = image === undefined && member(member(resource, 'Metadata'), 'Dockerfile') !== undefined;
  return built ? ['Metadata', 'Dockerfile'] : null;
}
