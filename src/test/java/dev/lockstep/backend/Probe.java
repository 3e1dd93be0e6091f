package dev.lockstep.backend;

import dev.lockstep.cases.*;
import dev.lockstep.model.*;
import dev.lockstep.tensor.*;
import dev.lockstep.trajectory.*;
import java.util.*;
import java.util.stream.*;

public class Probe {
  static int V = 300, H = 40;

  static EpochRecord run(Backend b, CellKind cell, Precision p, Map<String, double[]> fill) {
    List<String> voc = IntStream.range(0, V).mapToObj(i -> Character.toString(0x4e00 + i)).toList();
    TrainingCase c =
        new TrainingCase(
            "p",
            "",
            new Task(String.join("", voc), 1, voc),
            cell,
            H,
            1,
            1,
            new OptimizerSpec.Sgd(1e-3),
            Optional.empty());
    ParameterLayout l = ParameterLayout.of(c);
    Parameters ps =
        Parameters.of(
            l, n -> Tensor.of(l.shape(n), fill.getOrDefault(n, new double[l.shape(n).size()])));
    try (Session s =
        b.open(c, new ModelState(ps, Optional.empty(), 0), new Execution(p, Device.CPU))) {
      return s.step();
    }
  }

  static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static void stats(String name, double[] x, double[] a, double[] e, double u) {
    TreeMap<Integer, double[]> m = new TreeMap<>();
    for (int i = 0; i < x.length; i++) {
      int k =
          (x[i] == 0 ? -999 : (int) Math.floor(Math.log10(Math.abs(x[i])))) * 2
              + (x[i] < 0 ? 1 : 0);
      double[] r = m.computeIfAbsent(k, q -> new double[4]);
      double abs = Math.abs(a[i] - e[i]) / u;
      r[0] = Math.max(r[0], abs);
      double rel = e[i] == 0 ? 0 : abs / Math.abs(e[i]);
      if (rel > r[1]) {
        r[1] = rel;
        r[2] = x[i];
        r[3] = e[i];
      }
    }
    System.out.println(name);
    m.forEach(
        (k, r) ->
            System.out.printf(
                "   %s1e%d abs %.4g u  rel %.4g u at %.5g (value %.4g)%n",
                (k & 1) == 1 ? "-" : "+", k >> 1, r[0], r[1], r[2], r[3]));
  }

  public static void main(String[] a) {
    for (Backend b : Backends.installed().all())
      for (Precision p : Precision.values()) {
        if (b.info().name().equals("reference")) continue;
        double u = p.unitRoundoff();
        Random r = new Random(3);
        // tanh
        double big = p == Precision.FLOAT32 ? 100 : 750;
        double[] w = new double[H * V];
        for (int i = 0; i < w.length; i++) {
          double e = r.nextDouble();
          double s = r.nextBoolean() ? 1 : -1;
          w[i] =
              p.round(
                  s
                      * (e < 0.3
                          ? Math.pow(10, -10 * r.nextDouble())
                          : e < 0.7 ? 10 * r.nextDouble() : big * r.nextDouble()));
        }
        EpochRecord rec = run(b, CellKind.RNN, p, Map.of("weight_ih", w));
        int T = V - 1;
        double[] x = new double[T * H], act = new double[T * H], ex = new double[T * H];
        for (int t = 0; t < T; t++)
          for (int j = 0; j < H; j++) {
            int i = t * H + j;
            x[i] = w[j * V + t];
            act[i] = rec.activations().get().hidden().get(t, j);
            ex[i] = Math.tanh(x[i]);
          }
        stats(b.info().name() + " " + p + " tanh", x, act, ex, u);
        // logistic through lstm
        double[] g = new double[4 * H * V];
        for (int j = 0; j < H; j++)
          for (int v = 0; v < V; v++) {
            g[(0 * H + j) * V + v] = 100;
            g[(H + j) * V + v] = -700;
            g[(2 * H + j) * V + v] = 50;
            g[(3 * H + j) * V + v] = w[j * V + v];
          }
        for (int j = 0; j < H; j++) g[(3 * H + j) * V] = 100;
        rec = run(b, CellKind.LSTM, p, Map.of("weight_ih", g));
        for (int t = 0; t < T; t++)
          for (int j = 0; j < H; j++) {
            int i = t * H + j;
            x[i] = g[(3 * H + j) * V + t];
            act[i] =
                rec.activations().get().hidden().get(t, j)
                    / rec.activations().get().hidden().get(0, j);
            ex[i] = logistic(x[i]);
          }
        System.out.println(
            "tanh(1) err " + (rec.activations().get().hidden().get(0, 0) / Math.tanh(1) - 1) / u);
        stats(b.info().name() + " " + p + " logistic in lstm", x, act, ex, u);
        for (int j = 0; j < H; j++)
          for (int v = 0; v < V; v++) {
            g[(2 * H + j) * V + v] = w[j * V + v];
            g[(3 * H + j) * V + v] = 100;
          }
        rec = run(b, CellKind.LSTM, p, Map.of("weight_ih", g));
        for (int t = 0; t < T; t++)
          for (int j = 0; j < H; j++) {
            int i = t * H + j;
            x[i] = g[(2 * H + j) * V + t];
            act[i] = rec.activations().get().hidden().get(t, j);
            ex[i] = Math.tanh(Math.tanh(x[i]));
          }
        stats(b.info().name() + " " + p + " tanh tanh in lstm", x, act, ex, u);
        // GRU: h=(1-z)*n, r irrelevant; z saturated low: n=tanh ;
        double[] q = new double[3 * H * V];
        for (int j = 0; j < H; j++)
          for (int v = 0; v < V; v++) {
            q[(H + j) * V + v] = w[j * V + v];
            q[(2 * H + j) * V + v] = 50;
          }
        // h'=(1-z) + z h ; with h varying; skip
        // softmax
        TreeMap<String, double[]> all = new TreeMap<>();
        double[] bx = new double[V * 20], ba = new double[V * 20], be = new double[V * 20];
        for (int k = 0; k < 20; k++) {
          double[] bias = new double[V];
          for (int v = 1; v < V; v++) {
            double e = r.nextDouble();
            bias[v] =
                p.round(
                    -(e < 0.2
                        ? Math.pow(10, -8 * r.nextDouble())
                        : e < 0.6
                            ? 10 * r.nextDouble()
                            : (p == Precision.FLOAT32 ? 87 : 700) * r.nextDouble()));
          }
          rec = run(b, CellKind.RNN, p, Map.of("bias", bias));
          Tensor sm = rec.activations().get().softmax();
          for (int v = 0; v < V; v++) {
            bx[k * V + v] = bias[v];
            ba[k * V + v] = sm.get(5, v) / sm.get(5, 0);
            be[k * V + v] = Math.exp(bias[v]);
          }
        }
        stats(b.info().name() + " " + p + " exp in softmax", bx, ba, be, u);
      }
    System.exit(0);
  }
}
