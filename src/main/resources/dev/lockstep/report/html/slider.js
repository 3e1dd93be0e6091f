"use strict";
// A slider over what is counted from left to right: steps or epochs, of charts and of maps.
const makeSlider = (axis, names, moved) => {
  const label = document.createElement("label");
  label.className = "slider";
  const range = document.createElement("input");
  range.type = "range";
  range.min = 0;
  range.max = names.length - 1;
  const told = document.createElement("span");
  const set = (at) => {
    range.value = at;
    told.textContent = axis + " " + names[at];
    range.setAttribute("aria-valuetext", told.textContent);
  };
  range.addEventListener("input", () => {
    set(range.valueAsNumber);
    moved(range.valueAsNumber);
  });
  label.append(axis[0].toUpperCase() + axis.slice(1), range, told);
  return { label, set };
};
