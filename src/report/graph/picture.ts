/** Services and what they wait for, as far as a picture shows it. */
export interface GraphPicture {
  readonly environment: string;
  /** `notes/staging in eu-west-1`. */
  readonly title: string;
  /** In an order in which they can be deployed; lent ones first. */
  readonly nodes: readonly GraphNode[];
  readonly arrows: readonly GraphArrow[];
}

export interface GraphNode {
  readonly key: string;
  readonly name: string;
  /** What else is to be said of it, in a few words each: `us-east-1`, `from staging`, `needs approval`. */
  readonly notes: readonly string[];
  /** True for a service that another environment deploys. */
  readonly lent: boolean;
}

/** Leads from what is deployed first to what waits for it: the way that values take. */
export interface GraphArrow {
  readonly from: string;
  readonly to: string;
  /** `imports staging-NotesTableArn`, `parameter TableArn takes output TableArn`, `dependsOn`. */
  readonly reasons: readonly string[];
  /** True when nothing is handed over: there is only an order. */
  readonly orderOnly: boolean;
}

/** What a picture shows, in sentences: for those who do not see it. */
export function describePicture({ nodes, arrows }: GraphPicture): string {
  const names = new Map(nodes.map(({ key, name }) => [key, name]));
  const sentences = nodes.map(({ key, name, notes }) => {
    const needed = [...new Set(arrows.filter(({ to }) => to === key).map(({ from }) => names.get(from) ?? from))];
    const waits = needed.length > 0 ? ` waits for ${needed.join(', ')}` : ' waits for nothing';
    return `${name}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}${waits}.`;
  });
  return sentences.join(' ');
}
