/**
 * What failed, as `status` tells it to the people of a channel; `outcome` (errors.ts) stays beside the words, for the person who
 * runs the bot. `code`: Discord's, where it refused.
 */
export function inWords(outcome: string, code?: number | string): string {
  return `${words.get(code ?? outcome) ?? words.get(outcome) ?? otherwise(outcome)} (${outcome})`;
}

const words = new Map<number | string, string>([
  [10003, "the channel is gone"],
  [10004, "the server is gone"],
  [20028, "the channel takes no more messages for a while"],
  [40058, "a forum takes no messages"],
  [40333, "Discord shut me out for a while"],
  [50001, "I cannot see the channel"],
  [50006, "I made a message that Discord refuses"],
  [50007, "this person takes no direct messages"],
  [50008, "this kind of channel takes no messages"],
  [50013, "I lack a permission in the channel"],
  [50024, "this kind of channel takes no messages"],
  [50035, "I made a message that Discord refuses"],
  [50083, "the thread is closed"],
  [50109, "I made a message that Discord refuses"],
  [50278, "I have no server in common with this person"],
  [160002, "I may not read the channel's history"],
  [200000, "the server's AutoMod blocked it"],
  ["401", "Discord does not take my token"],
  ["429", "Discord asked me to wait"],
  ["timeout", "Discord did not answer in time"],
  ["SyntaxError", "I could not read Discord's answer"],
  ["ZodError", "I could not read Discord's answer"],
  ["ECONNREFUSED", "Discord could not be reached"],
  ["ENOTFOUND", "Discord could not be reached"],
  ["EAI_AGAIN", "Discord could not be reached"],
  ["EHOSTUNREACH", "Discord could not be reached"],
  ["ENETUNREACH", "Discord could not be reached"],
  ["UND_ERR_CONNECT_TIMEOUT", "Discord could not be reached"],
  ["ECONNRESET", "the connection to Discord broke"],
  ["UND_ERR_SOCKET", "the connection to Discord broke"],
]);

function otherwise(outcome: string): string {
  return /^5\d\d/.test(outcome) ? "Discord had a failure" : "something went wrong at Discord";
}
