"use strict";
(() => {
  const colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6bb1"];
  // Only the first curve is unbroken, so that those below it show through where curves coincide.
  const borders = (index) => (index === 0 ? "solid" : index % 2 === 1 ? "dashed" : "dotted");
  const dash = { solid: () => [], dashed: (index) => [6 + 2 * index, 6], dotted: (index) => [2, 3 + index] };
  const height = 260;
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();

  const number = (value) => {
    if (value === null || value === undefined) {
      return "";
    }
    const digits = Number(value.toPrecision(4));
    return digits >= 0.001 && digits < 10000 ? String(digits) : digits.toExponential().replace("+", "");
  };

  const powersOfTen = (plot, splits) => {
    const exponents = splits.map((split) => Math.log10(split));
    const whole = exponents.filter((exponent) => Math.abs(exponent - Math.round(exponent)) < 1e-9).map(Math.round);
    const stride = Math.ceil(whole.length / 7);
    const kept = whole.length < 2 ? null : new Set(whole.filter((exponent) => exponent % stride === 0));
    return splits.map((split, index) =>
      kept === null || (kept.has(Math.round(exponents[index])) && Math.abs(exponents[index] - Math.round(exponents[index])) < 1e-9)
        ? split
        : null,
    );
  };

  const curve = (series, index) => ({
    label: series.label,
    stroke: series.limit ? colour("--text") : colours[index % colours.length],
    dash: dash[borders(index)](index),
    width: series.limit ? 1 : 2,
    points: { show: series.values.length < 3 },
    value: (plot, value) => (value === null || value === undefined ? "–" : number(value)),
  });

  const axis = (label) => ({
    label,
    stroke: colour("--text"),
    grid: { stroke: colour("--grid") },
    ticks: { stroke: colour("--grid") },
  });

  // On a scale of powers of ten, numbers within one of them would lie on a flat line.
  const spansDecades = (chart) => {
    const values = chart.series.flatMap((series) => series.values).filter((value) => value > 0);
    return values.length > 0 && Math.max(...values) >= 20 * Math.min(...values);
  };

  // All charts of a group tell of the same step, be it pointed at or chosen with the slider.
  const makeGroup = (place, chart) => {
    const group = { plots: [], at: chart.numbers.length - 1 };
    group.show = (at, except) => {
      group.at = at;
      group.slider.set(at);
      for (const plot of group.plots) {
        if (plot === except) continue;
        const inside = Math.min(at, plot.data[0].length - 1);
        plot.setCursor({ left: plot.valToPos(plot.data[0][inside], "x"), top: 0 }, false);
      }
    };
    group.slider = makeSlider(chart.axis, chart.numbers, (at) => group.show(at));
    group.slider.set(group.at);
    place.before(group.slider.label);
    return group;
  };

  // At rest the legend tells of the last step that was chosen.
  const pointedAt = (group) => (plot) => {
    const at = plot.cursor.idx;
    if (at === null || at === undefined) {
      group.show(group.at);
    } else {
      group.show(at, plot);
    }
  };

  const draw = (chart, group) => {
    const place = document.getElementById(chart.id);
    const decades = spansDecades(chart);
    const sparse = decades ? { filter: powersOfTen } : {};
    const plot = new uPlot(
      {
        width: place.clientWidth,
        height,
        scales: { x: { time: false }, y: { distr: decades ? 3 : 1 } },
        axes: [
          { ...axis(chart.axis), incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000, 1000000] },
          {
            ...axis(""),
            size: 64,
            labelSize: 0,
            ...sparse,
            grid: { stroke: colour("--grid"), ...sparse },
            ticks: { stroke: colour("--grid"), ...sparse },
            values: (plot, splits) => splits.map(number),
          },
        ],
        cursor: { y: false },
        legend: { markers: { width: 2, dash: (plot, index) => borders(index - 1) } },
        hooks: { setCursor: [pointedAt(group)] },
        series: [{ label: chart.axis }, ...chart.series.map(curve)],
      },
      [chart.numbers, ...chart.series.map((series) => series.values)],
      place,
    );
    group.plots.push(plot);
    group.show(group.at);
    addEventListener("resize", () => plot.setSize({ width: place.clientWidth, height }));
  };

  const groups = new Map();
  JSON.parse(document.getElementById("charts").textContent).forEach((chart) => {
    const place = document.getElementById(chart.id);
    const drawable = chart.series.some((series) => !series.limit && series.values.some((value) => value !== null));
    if (!drawable) {
      place.textContent = "Nothing to draw: every value is 0 or not finite.";
      return;
    }
    const charts = place.closest(".charts");
    if (!groups.has(charts)) groups.set(charts, makeGroup(charts, chart));
    draw(chart, groups.get(charts));
  });
})();
