package ai.refit.edge;

import ai.refit.contracts.input.InputReference;
import ai.refit.contracts.json.Json;
import ai.refit.contracts.task.TaskOrder;
import ai.refit.contracts.task.TaskReport;
import ai.refit.embedded.TestServers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;

/** A worker on documents that does only what the test says: it finds orders by what lies in their inputs. */
final class DocumentWorker implements AutoCloseable {

    /** What a worker answers, as it would: résumé with text, posting, report. */
    static final String ANALYSIS = """
            {"is_fresher":false,"education_level":"학사","content_json":{"work_experience":[{"company":"리핏","position":"선임",\
            "job":"백엔드 개발자","start_date":"2020-03","end_date":"present","description":"결제 서버"}],"projects":[{"title":"정산",\
            "start_date":"2021","end_date":"2022","description":"Kafka"}],"education":["OO대학교 컴퓨터공학과 졸업 (2020)"],"awards":[],\
            "certifications":["정보처리기사 (2023)"],"etc":[],"skills":["Java","Kafka"]},"raw_text_excerpt":"백엔드 개발자",\
            "confidence":84,"masked":{"PHONE":1},"evidence":{"/work_experience/0":[{"source":"resume","quote":"리핏","start":3}]},\
            "dropped_claims":0,"text":"경력 리핏 [PHONE_1]","engine":"offline","model":"rules-1","degraded":true,\
            "reason":"NO_CREDENTIALS","usage":{"calls":0,"input_tokens":0,"cached_input_tokens":0,"output_tokens":0,\
            "cost_usd":0.0,"repeated_calls":0}}""";

    static final String POSTING = """
            {"title":"백엔드 개발자 채용","company":"리핏","position":"백엔드 개발자","employment_type":"정규직","experience_level":"3년 이상",\
            "education":null,"responsibilities":["결제 서버 개발"],"requirements":["Java 3년","Kafka 경험"],"preferred":["Kubernetes"],\
            "required_techs":["Java","Kafka"],"preferred_techs":["Kubernetes"],"tech_stack":["Java","Kafka","Kubernetes"],\
            "dropped_claims":0,"engine":"offline","model":"rules-1","degraded":true,"reason":"NO_CREDENTIALS",\
            "usage":{"calls":0,"input_tokens":0,"cached_input_tokens":0,"output_tokens":0,"cost_usd":0.0,"repeated_calls":0}}""";

    static final String REPORT = """
            {"basic_info":{"report_date":"2026-11-23","job_post_title":"백엔드 개발자 채용","job_post_position":null},"engine":"gemini",\
            "model":"gemini-2.5-flash","degraded":false,"reason":null,"usage":{"calls":2,"input_tokens":900,\
            "cached_input_tokens":0,"output_tokens":300,"cost_usd":0.0021,"repeated_calls":0}}""";

    private final HandWorker worker;

    DocumentWorker(String topic) {
        this.worker = new HandWorker(topic);
    }

    /** The order whose request holds that text; waits for it. */
    TaskOrder orderOf(String marker) {
        return worker.order(message -> request(message).contains(marker));
    }

    TaskOrder order(String taskId) {
        return worker.order(taskId);
    }

    /** What lies in the input of an order, as the worker reads it. */
    static JsonNode input(TaskOrder order) {
        UUID input = reference(order).inputId();
        return Json.tree(TestServers.query("SELECT request FROM inputs.inputs WHERE input_id = ?", input)
                .getFirst()
                .getBytes(StandardCharsets.UTF_8));
    }

    static InputReference reference(TaskOrder order) {
        return Json.read(order.body(), InputReference.class);
    }

    static void complete(TaskOrder order, String result) {
        HandWorker.report(order, new TaskReport.Completed(order.taskId(), result.getBytes(StandardCharsets.UTF_8)));
    }

    static void fail(TaskOrder order, String code) {
        HandWorker.report(order, new TaskReport.Failed(order.taskId(), code, "What is wrong, in one sentence."));
    }

    private static String request(ConsumerRecord<String, byte[]> message) {
        List<String> found = TestServers.query(
                "SELECT request FROM inputs.inputs WHERE input_id = ?", UUID.fromString(message.key()));
        return found.isEmpty() ? "" : found.getFirst();
    }

    @Override
    public void close() {
        worker.close();
    }
}
