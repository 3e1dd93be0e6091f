"use strict";
(() => {
  const colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6bb1"];
  const dashes = [[], [8, 4], [2, 3], [8, 3, 2, 3], [12, 3]];
  const height = 260;
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();

  const number = (value) => {
    if (value === null || value === undefined) {
      return "";
    }
    return value >= 0.001 && value < 10000 ? String(Number(value.toPrecision(4))) : value.toExponential(2);
  };

  const curve = (series, index) => ({
    label: series.label,
    stroke: series.limit ? colour("--text") : colours[index % colours.length],
    dash: series.limit ? [3, 3] : dashes[index % dashes.length],
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

  const draw = (chart) => {
    const place = document.getElementById(chart.id);
    const length = chart.series[0].values.length;
    const epochs = Array.from({ length }, (unused, index) => index + 1);
    const plot = new uPlot(
      {
        width: place.clientWidth,
        height,
        scales: { x: { time: false }, y: { distr: 3 } },
        axes: [
          { ...axis("epoch"), incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000] },
          { ...axis(""), size: 70, labelSize: 0, values: (self, splits) => splits.map(number) },
        ],
        series: [{ label: "epoch" }, ...chart.series.map(curve)],
      },
      [epochs, ...chart.series.map((series) => series.values)],
      place,
    );
    addEventListener("resize", () => plot.setSize({ width: place.clientWidth, height }));
  };

  JSON.parse(document.getElementById("charts").textContent).forEach((chart) => {
    const drawable = chart.series.some((series) => !series.limit && series.values.some((value) => value !== null));
    if (drawable) {
      draw(chart);
    } else {
      document.getElementById(chart.id).textContent = "Nothing to draw on a logarithmic scale: every value is 0 or not finite.";
    }
  });
})();
