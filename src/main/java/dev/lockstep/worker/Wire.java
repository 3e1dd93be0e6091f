package dev.lockstep.worker;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.lockstep.backend.Device;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.verification.TaskResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Messages as files: records in CBOR, field by field, inside a {@link Frame}. Numbers keep all
 * their bits, and what is missing, unknown or of a wrong type is refused.
 */
final class Wire {
  private static final List<Class<?>> CLOSED_CHOICES =
      List.of(TaskResult.class, OptimizerSpec.class, Device.class);

  private final ObjectMapper mapper;

  Wire() {
    CBORMapper.Builder builder =
        CBORMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(
                new SimpleModule()
                    .addSerializer(Tensor.class, new TensorBytes.Serializer())
                    .addDeserializer(Tensor.class, new TensorBytes.Deserializer()))
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
            .enable(
                DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    for (Class<?> choice : CLOSED_CHOICES) {
      builder.addMixIn(choice, Named.class);
      builder.registerSubtypes(choice.getPermittedSubclasses());
    }
    this.mapper = builder.build();
  }

  /**
   * Writes a message to a file, which must not exist.
   *
   * @throws IOException if it cannot be written whole
   */
  void write(Path file, Object message) throws IOException {
    Frame.write(file, mapper.writeValueAsBytes(message));
  }

  /**
   * Reads a message from a file.
   *
   * @throws InvalidFrameException if it is not a whole message of that type
   * @throws IOException if it cannot be read
   */
  <T> T read(Path file, Class<T> type) throws IOException {
    byte[] message = Frame.read(file);
    try {
      return mapper.readValue(message, type);
    } catch (JsonProcessingException e) {
      throw new InvalidFrameException(
          "no " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    }
  }

  /** Which of a sealed type's records stands in its place is told by name. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  private interface Named {}
}
