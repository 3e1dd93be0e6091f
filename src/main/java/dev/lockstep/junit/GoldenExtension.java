package dev.lockstep.junit;

import dev.lockstep.recording.InvalidRecordingException;
import dev.lockstep.recording.RecordingFolder;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Opens what {@link Golden} names for a test and judges it once the test is over. */
final class GoldenExtension
    implements ParameterResolver, BeforeEachCallback, AfterTestExecutionCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(GoldenExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.isAnnotated(Golden.class)
        && parameter.getParameter().getType() == GoldenRecording.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "@Golden stands on parameters of test methods and on fields that are not static");
    }
    return open(parameter.findAnnotation(Golden.class).orElseThrow(), context);
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IllegalAccessException {
    for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
      for (Field field : AnnotationSupport.findAnnotatedFields(instance.getClass(), Golden.class)) {
        set(field, instance, context);
      }
    }
  }

  private static void set(Field field, Object instance, ExtensionContext context)
      throws IllegalAccessException {
    if (Modifier.isStatic(field.getModifiers()) || field.getType() != GoldenRecording.class) {
      throw new ExtensionConfigurationException(
          "@Golden on "
              + field.getDeclaringClass().getSimpleName()
              + "."
              + field.getName()
              + ": found "
              + (Modifier.isStatic(field.getModifiers()) ? "a static field" : field.getType())
              + "; allowed: a field that is not static, of type GoldenRecording");
    }
    field.setAccessible(true);
    field.set(instance, open(field.getAnnotation(Golden.class), context));
  }

  private static GoldenRecording open(Golden golden, ExtensionContext context) {
    OpenGoldens goldens = goldens(context);
    try {
      return goldens.open(golden);
    } catch (InvalidRecordingException e) {
      // The message alone tells; the place in this program says nothing to whoever named the
      // folder.
      throw new ExtensionConfigurationException("@Golden: " + e.getMessage());
    }
  }

  private static OpenGoldens goldens(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            OpenGoldens.class, unused -> new OpenGoldens(TestName.of(context)), OpenGoldens.class);
  }

  /** A test that fails by itself has said why; what it did not come to check is no divergence. */
  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isEmpty()) {
      goldens(context).judge();
    }
  }

  /** The goldens of one test, which JUnit closes. */
  private static final class OpenGoldens implements ExtensionContext.Store.CloseableResource {
    private final TestName test;
    private final List<GoldenJudgement> judgements = new ArrayList<>();

    OpenGoldens(TestName test) {
      this.test = test;
    }

    GoldenRecording open(Golden golden) {
      GoldenRecording recording =
          new GoldenRecording(
              RecordingFolder.open(Path.of(golden.value())), test.method(), test.toString());
      judgements.add(new GoldenJudgement(golden, recording, test, judgements.size()));
      return recording;
    }

    void judge() {
      judgements.forEach(GoldenJudgement::require);
    }

    @Override
    public void close() {
      judgements.forEach(GoldenJudgement::close);
    }
  }
}
