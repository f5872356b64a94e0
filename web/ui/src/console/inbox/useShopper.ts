import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useToasts } from "../frame/toasts.tsx";
import { useFrames } from "../live/useLive.tsx";
import { sayProblem } from "../problems.ts";
import { useTexts } from "../texts.ts";
import { type ShopperContext, shoppers } from "./shopperApi.ts";

/** What the shopper of a conversation looks at, live; and whether their messages are taken. */
export function useShopper(conversation: string) {
  const { t } = useTexts();
  const client = useQueryClient();
  const { say, fail } = useToasts();
  const key = ["context", conversation];
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => shoppers.context(conversation, signal) });
  useFrames((frame) => {
    if (frame.t === "context" && frame.conversation === conversation) void client.invalidateQueries({ queryKey: key });
  });
  const set = async (act: () => Promise<ShopperContext>): Promise<boolean> => {
    try {
      client.setQueryData(key, await act());
      return true;
    } catch (error) {
      fail(sayProblem(error, t));
      return false;
    }
  };
  const unblock = async () => {
    if (await set(() => shoppers.unblock(conversation))) say(t("console.done.unblocked"));
  };
  const block = async () => {
    if (query.data?.blocked) return;
    if (await set(() => shoppers.block(conversation))) say(t("console.done.blocked"), () => void unblock());
  };
  return { context: query.data, block, unblock };
}
