"use strict";
(() => {
  const textOf = (element) => element.textContent.trim().replace(/\s+/g, " ");

  const columnOf = (rows, index) => {
    const texts = rows.map((row) => textOf(row.cells[index]));
    const isNumber = (text) => /^[-+]?(\d|∞)|^NaN/.test(text);
    if (!texts.some(isNumber)) return texts;
    return texts.map((text) => {
      if (/∞|NaN/.test(text)) return Infinity;
      return isNumber(text) ? parseFloat(text) : -Infinity;
    });
  };

  // What is named sorts upwards first, numbers downwards: the largest are looked for.
  const makeSortable = (table) => {
    const headings = [...table.tHead.rows[0].cells];
    headings.forEach((heading, index) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => {
        const body = table.tBodies[0];
        const rows = [...body.rows];
        const column = columnOf(rows, index);
        const isText = typeof column[0] === "string";
        const ascending = heading.ariaSort === "descending" || (isText && heading.ariaSort !== "ascending");
        headings.forEach((other) => other.removeAttribute("aria-sort"));
        heading.ariaSort = ascending ? "ascending" : "descending";
        const sign = ascending ? 1 : -1;
        const compare = (one, other) => sign * (column[one] < column[other] ? -1 : column[one] > column[other] ? 1 : 0);
        body.append(...rows.map((row, place) => place).sort(compare).map((place) => rows[place]));
      });
    });
  };

  const aligned = (rows) => {
    const widths = [];
    rows.forEach((row) => row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, cell.length))));
    return rows.map((row) => row.map((cell, index) => cell.padEnd(widths[index])).join("  ").trimEnd()).join("\n");
  };

  const ofFacts = (list) =>
    aligned(
      [...list.children].flatMap((entry) =>
        entry.tagName === "DT"
          ? []
          : entry.innerText.split("\n").map((line, index) => [index === 0 ? textOf(entry.previousElementSibling) : "", line.trim()]),
      ),
    );

  const plain = (element) => {
    switch (element.tagName) {
      case "TABLE":
        return aligned([...element.rows].map((row) => [...row.cells].map(textOf)));
      case "DL":
        return ofFacts(element);
      case "OL":
        return [...element.children].map((entry, index) => index + 1 + ". " + textOf(entry)).join("\n");
      default:
        return textOf(element);
    }
  };

  const told = (root) =>
    root.tagName === "TABLE"
      ? [plain(root)]
      : [...root.querySelectorAll("h1, h2, h4, p:not(.note):not(.program), dl, ol, table.sortable")].map(plain);

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Browsers refuse it to some pages from disk; this older way needs no permission.
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  };

  const copyButton = (name, ...roots) => {
    const button = document.createElement("button");
    const label = "Copy as text";
    button.type = "button";
    button.className = "copy";
    button.textContent = label;
    button.setAttribute("aria-label", label + ": " + name);
    button.addEventListener("click", async () => {
      const focused = document.activeElement;
      await copy(roots.flatMap(told).join("\n") + "\n");
      focused.focus();
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = label), 2000);
    });
    return button;
  };

  document.querySelector("header").append(
    copyButton("the verdict", document.querySelector("header"), ...document.querySelectorAll("section.told")));
  document.querySelectorAll("article").forEach((article) => article.append(copyButton(textOf(article.querySelector("h4")), article)));
  document.querySelectorAll("table.sortable").forEach((table) => {
    const view = table.closest(".wide");
    view.after(copyButton(view.getAttribute("aria-label"), table));
    makeSortable(table);
  });
})();
