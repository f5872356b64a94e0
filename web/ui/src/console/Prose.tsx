import { Fragment, useMemo } from "react";
import { type Block, blocks, type Inline } from "./markdown.ts";

/** Markdown as it is written, drawn without a detour over HTML. */
export function Prose({ markdown }: { markdown: string }) {
  const drawn = useMemo(() => blocks(markdown).map((block, at) => ({ block, at })), [markdown]);
  return (
    <div className="prose">
      {drawn.map(({ block, at }) => (
        <BlockView key={at} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case "heading":
      return block.level <= 2 ? (
        <h2>
          <Inlines parts={block.inlines} />
        </h2>
      ) : (
        <h3>
          <Inlines parts={block.inlines} />
        </h3>
      );
    case "quote":
      return (
        <blockquote>
          <Inlines parts={block.inlines} />
        </blockquote>
      );
    case "list": {
      const items = block.items.map((parts, at) => ({ parts, at }));
      const rows = items.map(({ parts, at }) => (
        <li key={at}>
          <Inlines parts={parts} />
        </li>
      ));
      return block.ordered ? <ol>{rows}</ol> : <ul>{rows}</ul>;
    }
    default:
      return (
        <p>
          <Inlines parts={block.inlines} />
        </p>
      );
  }
}

function Inlines({ parts }: { parts: readonly Inline[] }) {
  return parts.map((part, at) => {
    const key = `${at}-${part.text}`;
    if (part.kind === "strong") return <strong key={key}>{part.text}</strong>;
    if (part.kind === "code") return <code key={key}>{part.text}</code>;
    if (part.kind !== "link") return <Fragment key={key}>{part.text}</Fragment>;
    return (
      <a key={key} href={part.href} target="_blank" rel="noopener noreferrer">
        {part.text}
      </a>
    );
  });
}
