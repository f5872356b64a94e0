import { expect, test } from "vitest";
import { places } from "../frame/places.ts";
import { grouped } from "./groups.ts";

const settings = places.filter((place) => place.section === "settings");

test("every page of settings stands in one group and says what it is for", () => {
  const cards = grouped(settings).flatMap((group) => group.cards);
  expect(cards.map((card) => card.place.path).sort()).toEqual(settings.map((place) => place.path).sort());
  expect(cards.filter((card) => !card.about)).toEqual([]);
});

test("a group without pages is left out, and a page that nobody named stands last", () => {
  const [first] = settings;
  if (!first) throw new Error("there are settings");
  const strange = { ...first, path: "/settings/strange" };
  expect(grouped([strange]).map((group) => [group.name, group.cards.length])).toEqual([["settings.group.desk", 1]]);
});
