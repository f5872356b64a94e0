import { ActionIcon, Icon } from "@kit";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { useDeskTexts } from "./texts.ts";

interface OrderProps<T> {
  readonly list: readonly T[];
  readonly idOf: (one: T) => string;
  readonly nameOf: (one: T) => string;
  readonly className: string;
  readonly label: string;
  readonly mayWrite: boolean;
  readonly onMove: (from: number, to: number) => void;
  /** What stands in a row, beside what moves it. */
  readonly children: (one: T, place: number) => ReactNode;
  /** More buttons at the end of a row. */
  readonly acts?: (one: T, place: number) => ReactNode;
}

/** A list in an order of one's own: rows are dragged by their grip, or moved by buttons. */
export function Order<T>({ list, idOf, nameOf, className, label, mayWrite, onMove, children, acts }: OrderProps<T>) {
  const t = useDeskTexts();
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [told, setTold] = useState("");
  const grip = useRef(false);
  const move = (from: number, to: number) => {
    const one = list[from];
    if (!one || to < 0 || to >= list.length || from === to) return;
    onMove(from, to);
    setTold(t("desk.moved", { name: nameOf(one) || t("desk.unnamed"), n: to + 1 }));
  };
  const end = () => {
    grip.current = false;
    setDragged(null);
    setOver(null);
  };
  const drop = (event: DragEvent, to: number) => {
    event.preventDefault();
    if (dragged !== null) move(dragged, to);
    end();
  };
  return (
    <>
      <ol className={className} aria-label={label}>
        {list.map((one, place) => {
          const name = nameOf(one) || t("desk.unnamed");
          return (
            <li
              key={idOf(one)}
              className="desk-row"
              draggable={mayWrite}
              data-dragged={dragged === place || undefined}
              data-over={over === place && dragged !== null && dragged !== place ? (dragged < place ? "below" : "above") : undefined}
              onDragStart={(event) => {
                if (!grip.current) return event.preventDefault();
                setDragged(place);
                event.dataTransfer.effectAllowed = "move";
              }}
              onDragOver={(event) => {
                if (dragged === null) return;
                event.preventDefault();
                setOver(place);
              }}
              onDrop={(event) => drop(event, place)}
              onDragEnd={end}
            >
              {mayWrite ? (
                <span
                  className="desk-grip"
                  aria-hidden="true"
                  onPointerDown={() => {
                    grip.current = true;
                  }}
                />
              ) : null}
              <div className="desk-what">{children(one, place)}</div>
              {mayWrite ? (
                <div className="desk-moves">
                  <ActionIcon aria-label={t("desk.up", { name })} disabled={place === 0} onClick={() => move(place, place - 1)}>
                    <Icon name="up" />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={t("desk.down", { name })}
                    disabled={place === list.length - 1}
                    onClick={() => move(place, place + 1)}
                  >
                    <Icon name="down" />
                  </ActionIcon>
                  {acts?.(one, place)}
                </div>
              ) : null}
            </li>
          );
        })}
      </ol>
      <span className="sr" role="status">
        {told}
      </span>
    </>
  );
}
