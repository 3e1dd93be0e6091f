"use strict";
(() => {
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue("--" + name).trim();

  // The numbers that ExcessMap gives to cells; a worse cell has a larger one.
  const excessOf = (cell) => (cell < 1602 ? 10 ** ((cell - 1601) / 400) : 10 ** ((cell - 1603.5) / 250));
  const limits = [[0.01, "w0"], [0.1, "w1"], [0.3, "w2"], [1, "w3"], [3, "o0"], [10, "o1"], [100, "o2"], [1e4, "o3"]];
  const levelOf = (cell) => {
    if (cell === 0) return "absent";
    if (cell === 1) return "w0";
    if (cell === 1602) return "undecided";
    if (cell === 1603) return "unjudged";
    if (cell === 4095) return "infinite";
    const limit = limits.find(([most]) => excessOf(cell) <= most);
    return limit === undefined ? "o4" : limit[1];
  };
  const wordsOf = (cell) => {
    if (cell === 0) return "nothing was compared";
    if (cell === 1) return "no difference";
    if (cell === 1602) return "undecided: rounding alone may turn a decision before it";
    if (cell === 1603) return "differs, and nothing says how far it may";
    if (cell === 4095) return "NaN, infinite or missing on one side";
    return Number(excessOf(cell).toPrecision(2)) + "× of what is allowed";
  };

  const drawMap = (element) => {
    const map = JSON.parse(element.querySelector("script").textContent);
    const cellAt = (row, column) =>
      64 * digits.indexOf(map.cells[row][2 * column]) + digits.indexOf(map.cells[row][2 * column + 1]);
    const view = element.querySelector(".map");
    const inner = view.querySelector(".map-inner");
    const canvas = view.querySelector("canvas");
    const readout = element.querySelector("output");
    const first = view.querySelector(".map-first");
    const cursor = view.querySelector(".map-cursor");
    const rows = map.rows.length;
    const columns = map.columns.length;
    const bottom = 22;
    let place = { left: 0, width: 1, height: 1 };
    let at = map.first ?? [0, 0];

    const shortened = (text, context, width) => {
      if (context.measureText(text).width <= width) return text;
      const kind = text.slice(0, text.indexOf("/") + 1) + "…";
      let kept = text.length;
      while (kept > 4 && context.measureText(kind + text.slice(-kept)).width > width) kept -= 1;
      return kind + text.slice(-kept);
    };

    const labels = (context) => {
      context.fillStyle = colour("text");
      context.textBaseline = "middle";
      context.textAlign = "right";
      if (place.height >= 11) {
        map.rows.forEach((name, row) =>
          context.fillText(shortened(name, context, place.left - 8), place.left - 6, (row + 0.5) * place.height));
        return;
      }
      let from = 0;
      const kind = (row) => map.rows[row].split("/")[0];
      for (let row = 1; row <= rows; row += 1) {
        if (row < rows && kind(row) === kind(from)) continue;
        context.fillRect(place.left - 4, from * place.height + 1, 2, (row - from) * place.height - 2);
        if ((row - from) * place.height >= 11) {
          context.fillText(kind(from), place.left - 8, ((from + row) / 2) * place.height);
        }
        from = row;
      }
    };

    const steps = (context) => {
      context.textAlign = "left";
      context.textBaseline = "top";
      let free = 0;
      map.columns.forEach((step, column) => {
        const text = step.split(" ")[0];
        const x = place.left + column * place.width;
        if (x >= free) {
          context.fillRect(x, rows * place.height, 1, 4);
          context.fillText(text, x, rows * place.height + 6);
          free = x + context.measureText(text).width + 14;
        }
      });
    };

    const put = (box, [row, column]) => {
      box.hidden = false;
      box.style.left = place.left + column * place.width + "px";
      box.style.top = row * place.height + "px";
      box.style.width = place.width + "px";
      box.style.height = place.height + "px";
    };

    const draw = () => {
      const available = view.clientWidth;
      const longest = Math.max(...map.rows.map((name) => name.length));
      place.left = Math.round(Math.min(7 * longest + 16, 300, available * 0.36));
      place.width = Math.max(2, Math.min(28, Math.floor((available - place.left) / columns)));
      place.height = rows <= 80 ? Math.max(12, Math.min(18, Math.floor(640 / rows))) : Math.max(2, Math.floor(640 / rows));
      const width = place.left + columns * place.width;
      const height = rows * place.height + bottom;
      const ratio = devicePixelRatio || 1;
      canvas.width = width * ratio;
      canvas.height = height * ratio;
      canvas.style.width = inner.style.width = width + "px";
      canvas.style.height = height + "px";
      const context = canvas.getContext("2d");
      context.scale(ratio, ratio);
      context.font = "11px system-ui, sans-serif";
      const colours = {};
      const gap = place.width >= 6 && place.height >= 6 ? 1 : 0;
      for (let row = 0; row < rows; row += 1) {
        for (let column = 0; column < columns; column += 1) {
          const level = levelOf(cellAt(row, column));
          context.fillStyle = colours[level] ??= colour(level);
          context.fillRect(place.left + column * place.width, row * place.height, place.width - gap, place.height - gap);
        }
      }
      labels(context);
      steps(context);
      if (map.first !== null) put(first, map.first);
      if (!cursor.hidden) put(cursor, at);
    };

    const select = (row, column) => {
      at = [Math.max(0, Math.min(rows - 1, row)), Math.max(0, Math.min(columns - 1, column))];
      put(cursor, at);
      slider.set(at[1]);
      readout.textContent = map.axis + " " + map.columns[at[1]] + ", " + map.rows[at[0]] + ": " + wordsOf(cellAt(at[0], at[1]));
    };

    // The slider goes to the worst tensor of a step: a worse cell has a larger number.
    const slider = makeSlider(map.axis, map.columns, (column) => {
      let worst = 0;
      for (let row = 1; row < rows; row += 1) {
        if (cellAt(row, column) > cellAt(worst, column)) worst = row;
      }
      select(worst, column);
    });
    slider.set(at[1]);
    view.before(slider.label);

    canvas.addEventListener("mousemove", (event) => {
      const box = canvas.getBoundingClientRect();
      const column = Math.floor((event.clientX - box.left - place.left) / place.width);
      const row = Math.floor((event.clientY - box.top) / place.height);
      if (row < rows && row >= 0 && column < columns) select(row, column);
    });
    view.addEventListener("focus", () => select(...at));
    view.addEventListener("keydown", (event) => {
      const page = Math.max(1, Math.round(rows / 10));
      const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-page, 0], PageDown: [page, 0] };
      if (event.key === "Home") {
        select(...(map.first ?? [0, 0]));
      } else if (moves[event.key] !== undefined) {
        select(at[0] + moves[event.key][0], at[1] + moves[event.key][1]);
      } else {
        return;
      }
      event.preventDefault();
    });
    addEventListener("resize", draw);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    draw();
  };

  document.querySelectorAll(".excess-map").forEach(drawMap);
})();
