// Whether a text says that a file goes with it. What asks the shopper for a file says no such thing.

const ASKS = /(주세요|주시|주실|주십|부탁|바랍니다|please\s+(attach|send|enclose)|could you|can you|would you)/i;
const GIVES = [
  /첨부(해|하여|했|합니다|할게|드|파일|한\s|된\s)/,
  /(파일|사진|이미지|영상|문서|영수증|송장|견적서|설명서|캡처|화면)(을|를|도|은|는)?\s*(함께|같이|아래에)?\s*(붙였|붙여\s*드|붙입|붙여요|올려\s*드|올렸|넣어\s*드|넣었|보내\s*드|보냅니다|보내요|보냈|보낼게)/,
  /\b(i|we)('ve| have|'m|'re| am| are)? attach(ed|ing)?\b/i,
  /\battached (is|are|you)\b/i,
  /\b(see|find) (the |my |our )?(attached|enclosed|attachment)/i,
  /\b(is|are) attached\b/i,
  /\benclosed (is|are|please)\b/i,
];

/** True for a text that promises a file. Each sentence is looked at by itself. */
export function promisesFile(text: string): boolean {
  return text.split(/(?<=[.!?。\n])\s*/).some((sentence) => {
    const own = /please (find|see)/i.test(sentence) ? sentence.replace(/please/gi, "") : sentence;
    return GIVES.some((pattern) => pattern.test(own)) && !ASKS.test(own);
  });
}
