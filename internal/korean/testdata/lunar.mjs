// Writes lunar_table.go and testdata/lunar_months.csv from the npm package korean-lunar-calendar
// (0.4.0, MIT), whose months follow the Korean almanac. Run it once after `npm install
// korean-lunar-calendar@0.4.0`:  node testdata/lunar.mjs
import { writeFileSync } from "node:fs";
import Calendar from "korean-lunar-calendar";

const first = 1899; // the lunar year that is running on 1 January 1900
const last = 2050;
const rows = [];
const words = [];
for (let year = first; year <= last; year++) {
  const c = new Calendar();
  c.setLunarDate(year, 1, 1, false);
  const s = c.getSolarCalendar();
  let day = Date.UTC(s.year, s.month - 1, s.day);
  const dayOfYear = (day - Date.UTC(year, 0, 1)) / 86400000;
  const leap = c.getLunarIntercalationMonth(c.getLunarData(year));
  let sizes = 0;
  let slot = 0;
  for (let month = 1; month <= 12; month++) {
    for (const isLeap of month === leap ? [false, true] : [false]) {
      const days = c.getLunarMonthDays(year, month, isLeap);
      const at = new Date(day).toISOString().slice(0, 10);
      if (at <= "2050-12-31") rows.push([year, month, isLeap ? 1 : 0, days, at].join(","));
      if (days === 30) sizes |= 1 << slot;
      slot++;
      day += days * 86400000;
    }
  }
  words.push((dayOfYear << 17) | (leap << 13) | sizes);
}
const lines = [];
for (let i = 0; i < words.length; i += 8) {
  lines.push(`\t${words.slice(i, i + 8).map((w) => `0x${w.toString(16).padStart(6, "0")}`).join(", ")}, // ${first + i}`);
}
writeFileSync("lunar_table.go", `package korean

// lunarFirst is the lunar year of the first entry of lunarYears.
const lunarFirst = ${first}

// lunarYears holds one word for each lunar year, from the data of korean-lunar-calendar 0.4.0 (MIT),
// which follows the Korean almanac: new moons in Korean time, so that 2027 begins on 7 February.
// Bits 0–12 are the months in their order, 1 for thirty days and 0 for twenty-nine; bits 13–16 the
// number of the month that is followed by its leap month, or 0; bits 17 and up the solar day of the
// year, counted from 0, on which the lunar year begins. testdata/lunar.mjs writes this file.
var lunarYears = [...]uint32{
${lines.join("\n")}
}
`);
writeFileSync("testdata/lunar_months.csv", `${rows.join("\n")}\n`);
