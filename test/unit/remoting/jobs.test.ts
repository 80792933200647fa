/** Jobs: Start-Job, -AsJob and their cmdlets (S20). */
import { beforeEach, expect, test } from 'vitest';
import { Play } from './support.ts';

let play: Play;
beforeEach(async () => {
  play = await Play.begin(2);
});

test('a background job, its results and its end', () => {
  play.type('$j = Start-Job { 1..3; "done" }');
  expect(play.lines('$j | Wait-Job | ForEach-Object { "$($_.Id) $($_.Name) $($_.State) $($_.HasMoreData) $($_.Location)" }')).toEqual([
    '1 Job1 Completed True localhost',
  ]);
  expect(play.lines('Receive-Job $j -Keep; Receive-Job $j; Receive-Job $j; $j.HasMoreData')).toEqual([
    '1',
    '2',
    '3',
    'done',
    '1',
    '2',
    '3',
    'done',
    'False',
  ]);
  expect(play.lines('Remove-Job $j; @(Get-Job).Count')).toEqual(['0']);
  // the job's session is gone with its end
  expect(play.world.store.sessions.size).toBe(1);
});

test('ids are shared with children, names are made of them', () => {
  expect(play.lines('$j = icm -ComputerName Server01, Server02 -AsJob { 1 }; "$($j.Name) $($j.Location) $($j.ChildJobs.Id)"')).toEqual([
    'Job1 Server01,Server02 2 3',
  ]);
  expect(play.lines('(Start-Job { 2 }).Name')).toEqual(['Job4']);
});

test('input, arguments, a first script', () => {
  expect(play.lines('1..3 | Start-Job { $input | ForEach-Object { $_ * 5 } } | Receive-Job -Wait -AutoRemoveJob')).toEqual([
    '5',
    '10',
    '15',
  ]);
  expect(play.lines('Start-Job -InitializationScript { $a = 4 } { param($b) $a + $b } -ArgumentList 3 | Receive-Job -Wait')).toEqual(['7']);
  expect(play.lines('@(Get-Job).Count')).toEqual(['1']);
});

test('a job that fails, and one that is stopped', () => {
  expect(play.lines('$j = Start-Job { "a"; throw "x" }; $null = Wait-Job $j; "$($j.State)"; Receive-Job $j')).toEqual([
    'Failed',
    'a',
    'Exception: x',
  ]);
  play.type('$k = Start-Job { "b"; Wait-Moment 6000000 }');
  expect(play.lines('Remove-Job $k')).toEqual([
    "Remove-Job: The command cannot remove the job with the job ID 3 because the job is not finished. To remove the job, first stop the job, or use the Force parameter. (Parameter 'Job')",
  ]);
  expect(play.lines('Stop-Job $k; "$($k.State) $($k.ChildJobs[0].State)"; Receive-Job $k')).toEqual(['Stopped Stopped', 'b']);
});

test('what is said of jobs that are not there', () => {
  expect(play.lines('Receive-Job 9')).toEqual([
    'Receive-Job: The command cannot find a job with the job ID 9. Verify the value of the Id parameter and then try the command again.',
  ]);
  expect(play.lines('Get-Job -Name no; Get-Job -Name no*')).toEqual([
    'Get-Job: The command cannot find the job because the job name no was not found. Verify the value of the Name parameter, and then try the command again.',
  ]);
  expect(play.lines('Receive-Job 1 -AutoRemoveJob')).toEqual([
    'Receive-Job: The -AutoRemoveJob parameter cannot be used without the -Wait parameter',
  ]);
});

test('a thread job that is removed while it runs makes room for the next one', () => {
  play.type('$a = Start-ThreadJob -ThrottleLimit 1 { Wait-Moment 6000000 }; $b = Start-ThreadJob -ThrottleLimit 1 { "b" }');
  expect(play.lines('"$($a.State) $($b.State)"; Remove-Job $a -Force; Receive-Job $b -Wait')).toEqual(['Running NotStarted', 'b']);
});
