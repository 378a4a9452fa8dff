import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';

/**
 * The profile of each user in DynamoDB.
 *
 * @param {import('@aws-sdk/lib-dynamodb').DynamoDBDocumentClient} client
 * @param {string} TableName name or ARN
 */
export function profileStore(client, TableName) {
  const keyOf = (owner) => ({ userId: owner, itemId: 'profile' });
  return {
    async get(owner) {
      const { Item } = await client.send(new GetCommand({ TableName, Key: keyOf(owner) }));
      return Item && { name: Item.name, locale: Item.locale };
    },
    async put(owner, { name, locale }) {
      await client.send(new PutCommand({ TableName, Item: { ...keyOf(owner), name, locale } }));
    },
  };
}
