/**
 * The `sub` of the login behind a request, or undefined when there is none. It is the same whether API Gateway checked an ID
 * token of the user pool or credentials of the identity pool, so that a user finds the same notes through either.
 *
 * @param {object} event of API Gateway's proxy integration (REST API)
 * @returns {string | undefined}
 */
export function callerOf(event) {
  const { authorizer, identity } = event.requestContext ?? {};
  return authorizer?.claims?.sub ?? subOf(identity?.cognitoAuthenticationProvider);
}

/** `cognito-idp.<region>.amazonaws.com/<pool>,cognito-idp.<region>.amazonaws.com/<pool>:CognitoSignIn:<sub>` */
function subOf(provider) {
  return provider?.match(/:CognitoSignIn:([^:]+)$/)?.[1];
}
