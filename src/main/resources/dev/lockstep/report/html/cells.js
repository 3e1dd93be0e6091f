"use strict";
// What a cell of a coloured table stands for, where it is pointed at or reached with the arrow keys.
document.querySelectorAll(".panels, .matrix").forEach((area) => {
  const readout = document.createElement("output");
  readout.setAttribute("aria-live", "polite");
  area.before(readout);
  let marked = null;

  const select = (table, cell) => {
    marked?.classList.remove("at");
    marked = cell;
    cell.classList.add("at");
    const row = cell.parentElement;
    const parts = [table.caption, row.cells[0], table.tHead.rows[0].cells[cell.cellIndex]]
      .map((part) => part?.textContent.trim() ?? "")
      .filter((part) => part !== "");
    readout.textContent = parts.join(", ") + ": " + cell.textContent.trim() + (cell.title === "" ? "" : "; " + cell.title);
  };

  const views = area.matches(".wide") ? [area] : area.querySelectorAll(".wide");
  views.forEach((view) => {
    const table = view.querySelector("table.heat");
    const grid = () => [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("td")]);
    let at = [0, 0];
    const move = (row, column) => {
      const cells = grid();
      const inside = Math.max(0, Math.min(cells.length - 1, row));
      at = [inside, Math.max(0, Math.min(cells[inside].length - 1, column))];
      const cell = cells[at[0]][at[1]];
      select(table, cell);
      cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    };
    table.addEventListener("mouseover", (event) => {
      const cell = event.target.closest("td");
      if (cell !== null) select(table, cell);
    });
    view.addEventListener("focus", () => {
      if (view.matches(":focus-visible")) move(...at);
    });
    view.addEventListener("keydown", (event) => {
      const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
      const by = event.target === view ? moves[event.key] : undefined;
      if (by === undefined) return;
      move(at[0] + by[0], at[1] + by[1]);
      event.preventDefault();
    });
  });
});
