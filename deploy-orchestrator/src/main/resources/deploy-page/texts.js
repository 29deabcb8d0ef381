// Every text of the page in both languages. What the orchestrator itself says (causes, log lines, drift) stays as it is.
const texts = {
  en: {
    skip: 'Skip to content', title: 'Re-Fit deployments', language: '한국어', languageCode: 'ko',
    services: 'Services', deployments: 'Deployments', backups: 'Backups', back: 'All deployments',
    noServices: 'No service is described. Name a services file in REFIT_DEPLOY_SERVICES.',
    noDeployments: 'No deployments.', noBackups: 'No backups yet.', loading: 'Loading…',
    away: 'The orchestrator does not answer; trying again.', gone: 'There is no such deployment.',
    asExpected: 'As it should be', drift: 'Drift', nothing: 'Nothing deployed', underWay: 'Under way',
    release: 'Release', since: 'Since', port: 'Port', health: 'Health', traffic: 'Traffic', runsUnder: 'Runs under',
    proxyTo: port => `to port ${port}`, holding: 'requests wait', direct: port => `asked directly at port ${port}`,
    answered: (status, ms) => `${status} in ${ms} ms`, noAnswer: 'no answer', frozen: reason => `Frozen: ${reason}`,
    notProven: 'not yet through all gates', strategyBLUE_GREEN: 'blue/green', strategyHOLD: 'restart with hold',
    showBackups: 'Backups', hideBackups: 'Hide backups', restoreLatest: 'Restore the last good one',
    restore: 'Restore', restoreThis: id => `Restore ${id}`, backup: 'Backup', taken: 'Taken', current: 'runs now', successful: 'was live', failedBackup: 'was never live',
    state: 'State', service: 'Service', what: 'What', when: 'When', who: 'Who and why', all: 'All',
    DEPLOY: 'Deploy', RESTORE: 'Restore', open: 'Open', latestBackup: 'the last good one',
    pause: 'Pause', resume: 'Resume', approve: 'Approve', abort: 'Abort', reason: 'Reason', reasonNeeded: 'Say why: it is kept in the history.',
    cancel: 'Cancel', done: 'Done', confirmPause: 'The step under way is finished, then nothing goes on until it is resumed.',
    confirmResume: 'It goes on where it stands.', confirmApprove: 'It may go on.',
    confirmAbort: 'What was changed is taken back; what served before serves again.',
    confirmRestore: 'A safety backup of what runs now is made first.', withDependencies: 'Restore the dependencies too',
    codeOnly: 'Only the code is restored: the dependencies stay those that run now.',
    plan: 'What will be done', planning: 'Looking what would be done…', planRefused: 'It cannot be done', token: 'Operator’s token',
    paused: 'Paused', aborting: 'Being aborted', approvedBy: 'Approved by', waitsFor: 'Waits for', deadline: 'Deadline', left: time => `${time} left`, over: 'over',
    sha: 'Commit', run: 'CI run', branch: 'Branch', artifact: 'Artifact', before: 'Before', safety: 'Safety backup', strategy: 'Strategy', asked: 'Asked by', started: 'Ordered', finished: 'Finished', took: 'took',
    cause: 'Cause', again: 'The way back failed', supersededBy: 'Superseded by', irreversible: 'No way back',
    timeline: 'Timeline', gates: 'Gates', log: 'Log', actions: 'Who did what', noGates: 'No gate was reached yet.', attempts: n => `${n} attempts`, attempt: n => `Attempt ${n}`,
    interrupted: 'interrupted', underWayStep: 'under way', refused: 'refused', live: 'live', ended: 'ended', reconnecting: 'connection lost; coming back',
    manual: 'Nothing is done about it any more. Look at the log and the service’s directory; then deploy or restore.',
    stateIs: (service, state) => `${service}: ${state}`, done_: 'Accepted.', checks: 'checks',
    PASSED: 'passed', WARNED: 'passed with a warning', FAILED_GATE: 'failed', INCONCLUSIVE_GATE: 'inconclusive',
    gate_health: 'Health', gate_smoke: 'Smoke test', gate_bake: 'Watched under traffic', gate_slo: 'Service level',
  },
  ko: {
    skip: '본문으로 건너뛰기', title: 'Re-Fit 배포', language: 'English', languageCode: 'en',
    services: '서비스', deployments: '배포', backups: '백업', back: '전체 배포',
    noServices: '등록된 서비스가 없습니다. REFIT_DEPLOY_SERVICES에 서비스 파일을 지정하세요.',
    noDeployments: '배포가 없습니다.', noBackups: '아직 백업이 없습니다.', loading: '불러오는 중…',
    away: '오케스트레이터가 응답하지 않아 다시 시도하고 있습니다.', gone: '그런 배포가 없습니다.',
    asExpected: '정상', drift: '불일치', nothing: '배포된 적 없음', underWay: '진행 중',
    release: '릴리스', since: '시작', port: '포트', health: '헬스', traffic: '트래픽', runsUnder: '실행 관리자',
    proxyTo: port => `포트 ${port}(으)로`, holding: '요청 대기 중', direct: port => `포트 ${port}에 직접`,
    answered: (status, ms) => `${status}, ${ms} ms`, noAnswer: '응답 없음', frozen: reason => `배포 동결: ${reason}`,
    notProven: '아직 모든 검사를 통과하지 않음', strategyBLUE_GREEN: '블루/그린', strategyHOLD: '대기 후 재시작',
    showBackups: '백업', hideBackups: '백업 닫기', restoreLatest: '직전 정상 버전으로 복원',
    restore: '복원', restoreThis: id => `${id} 복원`, backup: '백업', taken: '생성', current: '현재 실행 중', successful: '정상 배포됨', failedBackup: '정상 배포된 적 없음',
    state: '상태', service: '서비스', what: '내용', when: '시각', who: '요청자와 사유', all: '전체',
    DEPLOY: '배포', RESTORE: '복원', open: '열기', latestBackup: '직전 정상 버전',
    pause: '일시정지', resume: '재개', approve: '승인', abort: '중단', reason: '사유', reasonNeeded: '사유를 적어 주세요. 이력에 남습니다.',
    cancel: '취소', done: '완료', confirmPause: '진행 중인 단계를 마친 뒤, 재개할 때까지 멈춥니다.',
    confirmResume: '멈춘 곳부터 이어서 진행합니다.', confirmApprove: '진행을 허용합니다.',
    confirmAbort: '변경한 내용을 되돌리고, 이전 버전이 다시 서비스합니다.',
    confirmRestore: '먼저 현재 상태의 안전 백업을 만듭니다.', withDependencies: '의존성도 함께 복원',
    codeOnly: '코드만 복원합니다. 의존성은 현재 실행 중인 것을 그대로 씁니다.',
    plan: '진행 순서', planning: '진행 순서를 확인하는 중…', planRefused: '진행할 수 없음', token: '운영자 토큰',
    paused: '일시정지됨', aborting: '중단하는 중', approvedBy: '승인', waitsFor: '대기 사유', deadline: '제한 시각', left: time => `${time} 남음`, over: '지남',
    sha: '커밋', run: 'CI 실행', branch: '브랜치', artifact: '아티팩트', before: '이전', safety: '안전 백업', strategy: '전환 방식', asked: '요청', started: '접수', finished: '종료', took: '소요',
    cause: '원인', again: '되돌리기 실패', supersededBy: '대체한 배포', irreversible: '되돌릴 수 없음',
    timeline: '진행 과정', gates: '검사', log: '로그', actions: '작업 이력', noGates: '아직 검사 단계에 이르지 않았습니다.', attempts: n => `${n}회 시도`, attempt: n => `${n}번째 시도`,
    interrupted: '중간에 끊김', underWayStep: '진행 중', refused: '거절됨', live: '실시간', ended: '끝', reconnecting: '연결이 끊겨 다시 연결하는 중',
    manual: '더 이상 자동으로 처리하지 않습니다. 로그와 서비스 디렉터리를 확인한 뒤 배포하거나 복원하세요.',
    stateIs: (service, state) => `${service}: ${state}`, done_: '접수되었습니다.', checks: '항목',
    PASSED: '통과', WARNED: '경고와 함께 통과', FAILED_GATE: '실패', INCONCLUSIVE_GATE: '판단 불가',
    gate_health: '헬스 체크', gate_smoke: '스모크 테스트', gate_bake: '트래픽 관찰', gate_slo: '서비스 수준(SLO)',
  },
};

const states = {
  QUEUED: ['Queued', '대기'], AWAITING_APPROVAL: ['Awaiting approval', '승인 대기'], BACKING_UP: ['Backing up', '백업'],
  FETCHING: ['Fetching', '내려받기'], INSTALLING: ['Installing', '설치'], STARTING: ['Starting', '시작'],
  RESTARTING: ['Restarting', '재시작'], VERIFYING: ['Verifying health', '헬스 확인'], SMOKE_TESTING: ['Smoke testing', '스모크 테스트'],
  SWITCHING: ['Switching traffic', '트래픽 전환'], BAKING: ['Watching under traffic', '트래픽 관찰'],
  CHECKING_SLO: ['Checking service level', 'SLO 확인'], INCONCLUSIVE: ['Inconclusive', '판단 불가'], CONCLUDING: ['Concluding', '마무리'],
  WITHDRAWING: ['Withdrawing', '철회'], ROLLING_BACK: ['Rolling back', '롤백'], VERIFYING_ROLLBACK: ['Verifying the rollback', '롤백 확인'],
  LIVE: ['Live', '배포 완료'], ROLLED_BACK: ['Rolled back', '롤백 완료'], FAILED: ['Failed, nothing changed', '실패(변경 없음)'], ABORTED: ['Aborted', '중단됨'],
  SUPERSEDED: ['Superseded', '대체됨'], NO_TARGET: ['Nothing to go back to', '되돌릴 대상 없음'], MANUAL_INTERVENTION: ['Manual intervention', '수동 조치 필요'],
};

const kept = () => { try { return localStorage.getItem('language'); } catch { return null; } };
let language = kept() ?? (navigator.language.toLowerCase().startsWith('ko') ? 'ko' : 'en');

export const currentLanguage = () => language;
export const allStates = Object.keys(states);
export const stateName = state => states[state]?.[language === 'ko' ? 1 : 0] ?? state;

export function text(key, ...values) {
  const found = texts[language][key];
  return found === undefined ? key : typeof found === 'function' ? found(...values) : found;
}

export function switchLanguage() {
  language = texts[language].languageCode;
  try { localStorage.setItem('language', language); } catch { /* Kept until the page is left. */ }
}

export function moment(iso) {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(iso));
}

export function ago(iso) {
  const seconds = (new Date(iso) - Date.now()) / 1000;
  const [size, unit] = [[86400, 'day'], [3600, 'hour'], [60, 'minute']].find(([s]) => Math.abs(seconds) >= s) ?? [1, 'second'];
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

export function duration(ms) {
  const [hours, minutes, seconds] = language === 'ko' ? ['시간', '분', '초'] : [' h', ' min', ' s'];
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 59950) return `${Math.round(ms / 100) / 10}${seconds}`;
  const whole = Math.round(ms / 1000), h = Math.floor(whole / 3600), m = Math.floor(whole % 3600 / 60);
  return h ? `${h}${hours} ${m}${minutes}` : `${m}${minutes} ${whole % 60}${seconds}`;
}

/** The time of day, the same in every language. */
export const clock = iso => new Date(iso).toLocaleTimeString('sv-SE');
