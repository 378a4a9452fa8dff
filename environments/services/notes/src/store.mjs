import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';

const PREFIX = 'note#';

/**
 * The notes of each user in DynamoDB.
 *
 * @param {import('@aws-sdk/lib-dynamodb').DynamoDBDocumentClient} client
 * @param {string} TableName name or ARN
 */
export function noteStore(client, TableName) {
  const keyOf = (owner, id) => ({ userId: owner, itemId: `${PREFIX}${id}` });
  const put = async (owner, { id, ...note }, ConditionExpression = undefined) => {
    try {
      await client.send(new PutCommand({ TableName, Item: { ...keyOf(owner, id), ...note }, ConditionExpression }));
      return true;
    } catch (problem) {
      if (problem.name === 'ConditionalCheckFailedException') return false;
      throw problem;
    }
  };

  return {
    /** Newest first; `next` is given while there is more, to be passed as `after`. */
    async list(owner, { limit, after }) {
      const answer = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'userId = :owner AND begins_with(itemId, :prefix)',
          ExpressionAttributeValues: { ':owner': owner, ':prefix': PREFIX },
          ExclusiveStartKey: after === undefined ? undefined : keyOf(owner, after),
          ScanIndexForward: false,
          Limit: limit,
        }),
      );
      return {
        notes: (answer.Items ?? []).map(noteOf),
        next: answer.LastEvaluatedKey && idOf(answer.LastEvaluatedKey),
      };
    },

    async get(owner, id) {
      const { Item } = await client.send(new GetCommand({ TableName, Key: keyOf(owner, id) }));
      return Item && noteOf(Item);
    },

    create: (owner, note) => put(owner, note),

    /** False when there is no such note. */
    replace: (owner, note) => put(owner, note, 'attribute_exists(itemId)'),

    async remove(owner, id) {
      await client.send(new DeleteCommand({ TableName, Key: keyOf(owner, id) }));
    },
  };
}

function idOf({ itemId }) {
  return itemId.slice(PREFIX.length);
}

function noteOf(item) {
  const { userId, itemId, ...note } = item;
  return { id: idOf(item), ...note };
}
