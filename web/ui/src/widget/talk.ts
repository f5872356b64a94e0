// Everything of the conversation, loaded behind the first screen: most shoppers find their answer
// there, and who wants to talk finds this already loaded.

export { ChatView } from "./ChatView.tsx";
export { createChat } from "./chat.ts";
